// The question being answered on the speaker's page, as large as possible, with one large button.
import { h, set, write } from "../ui/dom.js";
import { t } from "../core/text.js";
import { fitText, fitOnResize } from "../ui/fittext.js";
import { personText } from "../questions/texts.js";

const LEAST_PX = 24;

/** Returns { element, update(question, waiting) }. `question`: null if none; `waiting`: ids of unconfirmed commands. */
export function currentQuestionCard({ answered }) {
  let shown = null;
  const label = h("p.now-label", {}, h("span.dot"), t("now"));
  const text = h("p.now-text", { dir: "auto" });
  const space = h("div.space", {}, text);
  const by = h("p.quiet.now-by", { dir: "auto" });
  const button = h("button.button.primary.answered", { type: "button", onclick: () => answered(shown.id) }, t("speaker.answered"));
  const element = h("div.now.card", {}, h("div.now-body", {}, label, space, by), button);
  // On a phone the card grows with its text and the page scrolls; on a lectern the text fits the card.
  const high = () => (innerWidth < 700 ? 28 : Math.min(64, Math.round(innerHeight / 12)));
  const measure = fitText(space, text, () => ({ low: LEAST_PX, high: high() }));
  const fit = () => set(space, { tabindex: measure() ? null : "0" }); // a text that must be scrolled can be scrolled by keys
  fitOnResize(space, fit);

  function update(question, waiting) {
    set(element, { "data-empty": !question });
    label.hidden = by.hidden = button.hidden = !question;
    set(button, { disabled: Boolean(question && waiting.has(question.id)) });
    if (question === shown && text.textContent) return;
    shown = question;
    write(text, question ? question.text : t("speaker.nothing_now"));
    set(text, { lang: question?.lang || null });
    if (question) write(by, personText(question.by, ""));
    fit();
  }

  return { element, update };
}
