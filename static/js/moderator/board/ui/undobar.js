// Bar at the foot of the page: "Published. Undo". It is shown for as long as undoing is offered.
import { OFFERED_MS } from "../undo.js";
import { h, icon, write } from "../../../ui/dom.js";
import { firstOf, t } from "../../../core/text.js";

export function undoBar(undo) {
  let timer = null;
  let offered = null; // the command that the button undoes
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

  function showDone(sent, canUndo) {
    offered = canUndo ? sent : null;
    show(firstOf(`moderator.done.${sent.do}`, "moderator.done"), canUndo);
  }

  function showUndone(latest) {
    offered = null;
    show(latest ? t("moderator.undone") : t("moderator.nothing_to_undo"), false);
  }

  /** Hides the offer if another command than the one offered is the latest that can be undone. */
  function follow(latest) {
    if (offered && latest?.sent !== offered) element.hidden = true;
  }

  return { element, showDone, showUndone, follow };
}
