// Dialog for the reason to decline questions: one press, one digit key, or own words. The asker reads it.
import { choiceOf } from "../keybindings.js";
import { h } from "../../../ui/dom.js";
import { MODERATOR_LIMITS, REASONS } from "../../../core/moderation.js";
import { reasonText, t } from "../../../core/text.js";
import { openDialog, quoted } from "../../../ui/dialog.js";
import { limitGraphemes } from "../../../ui/graphemelimit.js";

export function declineDialog(questions, choose) {
  const take = (reason) => {
    dialog.close();
    choose(reason);
  };
  const option = (reason, index) =>
    h("li", {}, h("button.option", { type: "button", onclick: () => take(reason) }, h("kbd", {}, String(index + 1)), reasonText(reason)));
  const own = limitGraphemes(h("input", { id: "own-reason", dir: "auto" }), MODERATOR_LIMITS.reason_graphemes);
  const ownForm = h("form.own-reason", {
    onsubmit: (event) => {
      event.preventDefault();
      if (own.value.trim()) take(own.value.trim());
    },
  }, h("div.field", {}, h("label", { for: "own-reason" }, t("moderator.own_reason")), own),
  h("button.button", { type: "submit" }, t("moderator.do.decline")));

  const onKey = (event) => {
    if (event.target === own) return;
    const index = choiceOf(event, REASONS.length);
    if (index === null) return;
    event.preventDefault();
    take(REASONS[index]);
  };
  const about = questions.length === 1 ? quoted(questions[0]) : h("p.quiet", {}, t("moderator.selected", { n: questions.length }));
  const dialog = openDialog({ title: t("moderator.decline_title"), onKey },
    about, h("p.small.quiet", {}, t("moderator.decline_hint")), h("ol.options", { role: "list" }, REASONS.map(option)), ownForm);
  dialog.element.querySelector(".option").focus();
  return dialog;
}
