// Announcements for screen readers on the attendee's page: new questions, the question being answered, and new
// statuses of one's own questions.
import { Announcer } from "../ui/announcer.js";
import { currentQuestion } from "../core/selectors.js";
import { t } from "../core/text.js";
import { statusText } from "../questions/texts.js";
import { questionAnnouncements } from "./questionviews.js";

export class LiveAnnouncements extends Announcer {
  follow(before, room) {
    if (before === room) return;
    for (const { topic, n, changed } of questionAnnouncements(before, room)) {
      this.announce(changed ? t("heard_status", { status: statusText(changed) }) : t("heard_new", { n }), topic);
    }
    const [was, is] = [currentQuestion(before), currentQuestion(room)];
    if (before.at && is && is.id !== was?.id) this.announce(t("heard_now", { text: is.text }), "now");
  }
}
