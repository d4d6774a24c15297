// A row of the speaker's queue: votes, text, and buttons to take or skip the question.
import { h, icon, set, write } from "../ui/dom.js";
import { shortNumber, t } from "../core/text.js";

/** Returns { element, update({question, waiting}) } for a CardList. */
export function nextRow({ take, skip }) {
  let shown = null;
  const count = h("span");
  const votes = h("p.votes", {}, icon("up"), count);
  const marks = h("span.chip", {});
  const text = h("span", { dir: "auto" });
  const taking = h("button.button.take", { type: "button", onclick: (press) => take(shown.id, press) }, t("speaker.take"));
  const skipping = h("button.button.plain", { type: "button", onclick: (press) => skip(shown.id, press) }, t("speaker.skip"));
  const element = h("li.next-row", {}, votes, h("p.next-text", {}, marks, text), h("div.next-do", {}, taking, skipping));

  function update({ question, waiting }) {
    shown = question;
    write(count, shortNumber(question.votes));
    set(votes, { "aria-label": t("vote.votes", { n: question.votes }), role: "img" });
    write(text, question.text);
    set(text, { lang: question.lang || null });
    const mark = question.skipped ? "speaker.skipped" : question.pinned ? "pinned" : null;
    marks.hidden = !mark;
    if (mark) write(marks, t(mark));
    set(taking, { disabled: waiting });
    set(skipping, { disabled: waiting, hidden: Boolean(question.skipped) });
  }

  return { element, update };
}
