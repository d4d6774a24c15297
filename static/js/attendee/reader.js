// What those hear who do not see the page: newcomers, what is being answered, what became of their questions.
import { Announcer } from "../ui/announcer.js";
import { fateText } from "../questions/fate.js";
import { answering } from "../core/selectors.js";
import { t } from "../core/text.js";
import { heard } from "./views.js";

export class Reader extends Announcer {
  follow(before, room) {
    if (before === room) return;
    for (const { topic, n, fate } of heard(before, room)) {
      this.say(fate ? t("heard_fate", { fate: fateText(fate) }) : t("heard_new", { n }), topic);
    }
    const [was, is] = [answering(before), answering(room)];
    if (before.at && is && is.id !== was?.id) this.say(t("heard_now", { text: is.text }), "now");
  }
}
