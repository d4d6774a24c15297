// The form to answer a poll: the field of its type, a nickname for quizzes, problems, and the button to send.
import { h, icon, set, write } from "../ui/dom.js";
import { LIMITS } from "../core/protocol.js";
import { t } from "../core/text.js";
import { answerOf, answerDraft, isBlank, pruned } from "./model/answers.js";
import { choiceField } from "./fields/choicefield.js";
import { rankingField } from "./fields/rankingfield.js";
import { stepField } from "./fields/stepfield.js";
import { textField } from "./fields/textfield.js";
import { limitGraphemes } from "../ui/graphemelimit.js";

const FIELDS = {
  choice: choiceField, yesno: choiceField, quiz: choiceField, multiple: choiceField, rating: stepField, scale: stepField, ranking: rankingField,
  text: textField, words: textField, estimate: textField,
};

/**
 * @param {{send: (answer, nickname: string|undefined) => void, keep: (draft) => void, back: () => void}} handlers
 * Returns { element, start(poll, draft), update(view), wait(on), focus(), showProblem(words) };
 * view: { poll, texts, why, asksName, nickname, mayGoBack }; `why`: the words that say why nobody may answer, or null
 */
export function answerForm(type, labelledBy, handlers) {
  let shown = {};
  let draft = null;
  let isWaiting = false;
  const fields = (FIELDS[type] ?? textField)(type, (wanted) => onChange(wanted));
  const hint = h("p.small.quiet.poll-hint");
  const nickname = limitGraphemes(
    h("input", { autocomplete: "nickname", dir: "auto", oninput: () => showProblem("") }), LIMITS.short_graphemes);
  const name = h("label.field.nickname", { hidden: true }, h("span", {}, t("quiz.nickname")), nickname, h("span.hint", {}, t("quiz.nickname_hint")));
  const problem = h("p.bad.small", { role: "alert" });
  const send = h("button.button.primary", { type: "submit" }, icon("send"), h("span", {}, t("poll.send")));
  const back = h("button.button.plain", { type: "button", hidden: true, onclick: () => handlers.back() }, t("cancel"));
  const one = ["text", "words", "estimate"].includes(type); // a single field carries the label itself
  const group = h("fieldset", one ? {} : { "aria-labelledby": labelledBy }, hint, fields.element, name);
  const element = h("form.poll-form", { novalidate: true }, group, problem, h("div.poll-send", {}, send, back));
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  element.addEventListener("keydown", (event) => onKey(event));

  /** Enter during a composition only ends it. In a text of several lines, Enter sends only with Ctrl or Cmd. */
  function onKey(event) {
    if (event.key !== "Enter") return;
    if (event.isComposing || event.keyCode === 229) event.preventDefault();
    else if ((event.ctrlKey || event.metaKey) && event.target.tagName === "TEXTAREA") submit();
  }

  function onChange(wanted) {
    draft = wanted;
    handlers.keep(draft);
    showProblem("");
    fields.update(shown.poll, shown.texts, draft);
  }

  function submit() {
    if (shown.why || isWaiting) return;
    const { answer, problem: missing } = answerOf(shown.poll, draft);
    if (!missing) return handlers.send(answer, shown.asksName ? nickname.value.trim() || undefined : undefined);
    showProblem(t(...missing));
    element.querySelector("input:not(:disabled), textarea, .unranked button, .handle")?.focus();
  }

  const showProblem = (words) => write(problem, words);

  /** Starts with a draft, or empty. */
  function start(poll, from) {
    draft = isBlank(from) ? answerDraft(poll) : from;
    showProblem("");
  }

  function update(view) {
    const first = !shown.poll;
    shown = view;
    draft = pruned(view.poll, draft ?? answerDraft(view.poll));
    fields.update(view.poll, view.texts, draft);
    write(hint, fields.hint(view.poll));
    if (first) nickname.value = view.nickname ?? "";
    name.hidden = !view.asksName;
    set(group, { disabled: Boolean(view.why) });
    set(send, { disabled: Boolean(view.why) || isWaiting });
    back.hidden = !view.mayGoBack;
  }

  /** Blocks sending while the nickname is being checked. */
  function wait(on) {
    isWaiting = on;
    set(send, { disabled: Boolean(shown.why) || isWaiting });
  }

  return { element, start, update, submit, wait, showProblem, focus: () => element.querySelector("input:checked, input, textarea, button")?.focus() };
}
