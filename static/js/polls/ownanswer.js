// One's own answer to a poll: its text, whether it was recorded, and what can be done with it.
import { h, icon, set, write } from "../ui/dom.js";
import { has, refusalText, t } from "../core/text.js";
import { answerText } from "./model/answers.js";

/** Returns why an answer was not recorded, and what to do. */
export const failureText = ({ code }) => `${t("poll.failed")}. ${has(`poll.no.${code}`) ? t(`poll.no.${code}`) : refusalText({ code })}`;

/** @param {{change: () => void, sendAgain: () => void, discard: () => void}} handlers */
export function ownAnswer({ change, sendAgain, discard }) {
  const status = h("p.poll-status.small");
  const text = h("p.poll-own", { dir: "auto" });
  const changeButton = h("button.button.plain.small", { type: "button", onclick: change }, icon("edit"), t("poll.change"));
  const againButton = h("button.button.plain.small", { type: "button", onclick: sendAgain }, icon("send"), t("retry"));
  const discardButton = h("button.button.plain.small", { type: "button", onclick: discard }, icon("close"), t("status.discard"));
  const element = h("div.poll-given", {}, h("div.poll-given-words", {}, status, text), h("div.poll-given-do", {}, againButton, changeButton, discardButton));

  function update({ poll, texts, answer, pending, hidden, mayAnswer }) {
    element.hidden = hidden;
    if (hidden) return;
    const failed = pending?.state === "failed";
    const given = pending ? pending.fields.answer : answer;
    const words = failed ? failureText(pending) : t(pending ? "poll.sending" : "poll.recorded");
    write(text, t("poll.your_answer", { answer: answerText(poll, texts.options, given) }));
    if (status.textContent !== words) status.replaceChildren(...(pending ? [] : [icon("tick")]), words);
    set(status, { "data-state": failed ? "failed" : pending ? "sending" : "recorded" });
    changeButton.hidden = !mayAnswer || pending?.state === "sending" || !(poll.changeable || (failed && answer === undefined));
    againButton.hidden = !failed || !mayAnswer;
    discardButton.hidden = !failed;
  }
  return { element, update, focus: () => changeButton.focus() };
}
