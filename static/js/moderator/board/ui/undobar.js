// Bar at the foot of the page: "Published. Undo". It is shown for as long as undoing is offered.
import { OFFERED_MS } from "../undo.js";
import { h, icon, write } from "../../../ui/dom.js";
import { firstOf, t } from "../../../core/text.js";

export function undoBar(undo) {
  let timer = null;
  const text = h("span");
  const button = h("button.button.plain", { type: "button", onclick: () => undo() }, icon("undo"), t("moderator.undo"), h("kbd", {}, "z"));
  const element = h("div.undo", { role: "status", hidden: true }, text, button);

  function show(words, withUndo) {
    clearTimeout(timer);
    element.hidden = false;
    button.hidden = !withUndo;
    write(text, words);
    timer = setTimeout(() => (element.hidden = true), withUndo ? OFFERED_MS : 3_000);
  }

  return {
    element,
    showDone: (sent, canUndo) => show(firstOf(`moderator.done.${sent.do}`, "moderator.done"), canUndo),
    showUndone: (latest) => show(latest ? t("moderator.undone") : t("moderator.nothing_to_undo"), false),
  };
}
