// The form of a poll: the fields of its type, a nickname where it is a quiz, what is wrong, and one button.
import { h, icon, set, write } from "../ui/dom.js";
import { LIMITS } from "../core/protocol.js";
import { lang, t } from "../core/text.js";
import { answerOf, draftOf, isBlank, pruned } from "./model/answers.js";
import { choices } from "./fields/choices.js";
import { ranked } from "./fields/ranked.js";
import { stepped } from "./fields/stepped.js";
import { typed } from "./fields/typed.js";

const FIELDS = {
  choice: choices, yesno: choices, quiz: choices, multiple: choices, rating: stepped, scale: stepped, ranking: ranked,
  text: typed, words: typed, estimate: typed,
};

/**
 * @param {{send: (answer, nickname: string|undefined) => void, keep: (draft) => void, back: () => void}} does
 * Returns { element, start(poll, draft), update(view), wait(on), focus(), complain(words) };
 * view: { poll, words, why, asksName, nickname, mayGoBack }; `why`: the words that stand against answering, or null
 */
export function answerForm(type, labelledBy, does) {
  let shown = {};
  let draft = null;
  let waits = false;
  const fields = (FIELDS[type] ?? typed)(type, (wanted) => typedIn(wanted));
  const hint = h("p.small.quiet.poll-hint");
  const nickname = h("input", { maxlength: LIMITS.short_graphemes, autocomplete: "nickname", dir: "auto", oninput: () => complain("") });
  const name = h("label.field.nickname", { hidden: true }, h("span", {}, t("quiz.nickname")), nickname, h("span.hint", {}, t("quiz.nickname_hint")));
  const problem = h("p.bad.small", { role: "alert" });
  const send = h("button.button.primary", { type: "submit" }, icon("send"), h("span", {}, t("poll.send")));
  const back = h("button.button.plain", { type: "button", hidden: true, onclick: () => does.back() }, t("cancel"));
  const one = ["text", "words", "estimate"].includes(type); // a single field has the name itself
  const group = h("fieldset", one ? {} : { "aria-labelledby": labelledBy }, hint, fields.element, name);
  const element = h("form.poll-form", { novalidate: true }, group, problem, h("div.poll-send", {}, send, back));
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  element.addEventListener("keydown", (event) => key(event));

  /** Enter ends a composition first; in a text of several lines only with Ctrl or Cmd it sends. */
  function key(event) {
    if (event.key !== "Enter") return;
    if (event.isComposing || event.keyCode === 229) event.preventDefault();
    else if ((event.ctrlKey || event.metaKey) && event.target.tagName === "TEXTAREA") submit();
  }

  function typedIn(wanted) {
    draft = wanted;
    does.keep(draft);
    complain("");
    fields.update(shown.poll, shown.words, draft);
  }

  function submit() {
    if (shown.why || waits) return;
    const { answer, problem: missing } = answerOf(shown.poll, draft, lang());
    if (!missing) return does.send(answer, shown.asksName ? nickname.value.trim() || undefined : undefined);
    complain(t(...missing));
    element.querySelector("input:not(:disabled), textarea, .unranked button, .handle")?.focus();
  }

  const complain = (words) => write(problem, words);

  /** Begins with a draft, or with what was answered before. */
  function start(poll, from) {
    draft = isBlank(from) ? draftOf(poll) : from;
    complain("");
  }

  function update(view) {
    const first = !shown.poll;
    shown = view;
    draft = pruned(view.poll, draft ?? draftOf(view.poll));
    fields.update(view.poll, view.words, draft);
    write(hint, fields.hint(view.poll));
    if (first) nickname.value = view.nickname ?? "";
    name.hidden = !view.asksName;
    set(group, { disabled: Boolean(view.why) });
    set(send, { disabled: Boolean(view.why) || waits });
    back.hidden = !view.mayGoBack;
  }

  /** While something is asked that has to be settled first. */
  function wait(on) {
    waits = on;
    set(send, { disabled: Boolean(shown.why) || waits });
  }

  return { element, start, update, wait, complain, focus: () => element.querySelector("input:checked, input, textarea, button")?.focus() };
}
