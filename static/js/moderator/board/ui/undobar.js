// "Published. Undo": at the foot of the page for as long as undoing is offered.
import { OFFERED_MS } from "../undo.js";
import { h, icon, write } from "../../../ui/dom.js";
import { firstOf, t } from "../../../core/text.js";

export function undoBar(undo) {
  let timer = null;
  const text = h("span");
  const button = h("button.button.plain", { type: "button", onclick: () => undo() }, icon("undo"), t("moderator.undo"), h("kbd", {}, "z"));
  const element = h("div.undo", { role: "status", hidden: true }, text, button);

  function say(words, withUndo) {
    clearTimeout(timer);
    element.hidden = false;
    button.hidden = !withUndo;
    write(text, words);
    timer = setTimeout(() => (element.hidden = true), withUndo ? OFFERED_MS : 3_000);
  }

  return {
    element,
    did: (sent, canUndo) => say(firstOf(`moderator.done.${sent.do}`, "moderator.done"), canUndo),
    undid: (deed) => say(deed ? t("moderator.undone") : t("moderator.nothing_to_undo"), false),
    hide: () => (element.hidden = true),
  };
}
