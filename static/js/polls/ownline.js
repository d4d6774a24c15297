// What somebody answered, how far it got, and what can be done about it.
import { h, icon, set, write } from "../ui/dom.js";
import { has, refusalText, t } from "../core/text.js";
import { answerText } from "./model/answers.js";

/** Why an answer was not recorded, and what to do. */
export const failure = ({ code }) => `${t("poll.failed")}. ${has(`poll.no.${code}`) ? t(`poll.no.${code}`) : refusalText({ code })}`;

/** @param {{change: () => void, again: () => void, discard: () => void}} does */
export function ownLine({ change, again, discard }) {
  const fate = h("p.poll-fate.small");
  const text = h("p.poll-own", { dir: "auto" });
  const changeButton = h("button.button.plain.small", { type: "button", onclick: change }, icon("edit"), t("poll.change"));
  const againButton = h("button.button.plain.small", { type: "button", onclick: again }, icon("send"), t("retry"));
  const discardButton = h("button.button.plain.small", { type: "button", onclick: discard }, icon("close"), t("fate.discard"));
  const element = h("div.poll-given", {}, h("div.poll-given-words", {}, fate, text), h("div.poll-given-do", {}, againButton, changeButton, discardButton));

  function update({ poll, words, answer, pending, hidden, mayAnswer }) {
    element.hidden = hidden;
    if (hidden) return;
    const failed = pending?.state === "failed";
    const given = pending ? pending.fields.answer : answer;
    const word = failed ? failure(pending) : t(pending ? "poll.sending" : "poll.recorded");
    write(text, t("poll.your_answer", { answer: answerText(poll, words.options, given) }));
    if (fate.textContent !== word) fate.replaceChildren(...(pending ? [] : [icon("tick")]), word);
    set(fate, { "data-fate": failed ? "failed" : pending ? "sending" : "recorded" });
    changeButton.hidden = !mayAnswer || pending?.state === "sending" || !(poll.changeable || (failed && answer === undefined));
    againButton.hidden = !failed || !mayAnswer;
    discardButton.hidden = !failed;
  }
  return { element, update, focus: () => changeButton.focus() };
}
