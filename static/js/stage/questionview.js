// The question being answered on the stage, as large as the screen allows, above the next questions.
import { isPinned } from "../core/selectors.js";
import { h, icon, set, write } from "../ui/dom.js";
import { shortNumber, t } from "../core/text.js";
import { fitText, fitOnResize } from "../ui/fittext.js";
import { personText } from "../questions/texts.js";

const LEAST_PX = 40; // readable from the last row
// A long question takes space from less important parts, step by step, before its type becomes that small.
const LAYOUTS = ["three", "two", "one", "none", "wide", "full"];

/** `parts`: the elements of stage.html by id. Returns update({question, next, idle}). */
export function questionView({ stage, label, space, question: text, by, queue }) {
  let queued = 0;
  const small = () => innerWidth < 800; // the stage is opened on a phone
  const limits = () => ({ low: small() ? 16 : LEAST_PX, high: Math.max(LEAST_PX, Math.min(innerWidth * 0.068, innerHeight * 0.12)) | 0 });
  const fitIn = fitText(space, text, limits);

  function fit() {
    for (const layout of LAYOUTS.slice(3 - queued)) {
      stage.dataset.layout = layout;
      if (fitIn()) return;
    }
  }

  function row(question) {
    const votes = h("span.votes", { role: "img", "aria-label": t("vote.votes", { n: question.votes }) }, icon("up"), shortNumber(question.votes));
    const pin = isPinned(question) && h("span.pin", { role: "img", "aria-label": t("pinned") }, icon("pin"));
    return h("li", { "data-key": question.id }, votes, h("span.next-text", { dir: "auto", lang: question.lang || null }, question.text), pin);
  }

  fitOnResize(space, fit);

  return function update({ question, next, idle }) {
    set(label, { hidden: !question });
    write(label, t("now"));
    write(text, question?.text ?? idle);
    set(text, { lang: question?.lang || null });
    write(by, question ? personText(question.by, "") : "");
    queue.replaceChildren(...next.map(row));
    queued = next.length;
    set(stage, { "data-next": String(queued) });
    fit();
  };
}
