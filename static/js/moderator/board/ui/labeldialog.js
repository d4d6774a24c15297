// Dialog for the labels of a question: those used in the room, and new ones.
import { h, set } from "../../../ui/dom.js";
import { LIMITS } from "../../../core/protocol.js";
import { t } from "../../../core/text.js";
import { openDialog, quoted } from "../../../ui/dialog.js";
import { limitGraphemes } from "../../../ui/graphemelimit.js";

export function labelDialog(question, known, { save, onClose }) {
  const chosen = new Set(question.labels ?? []);
  const chips = h("div.label-choice", { role: "group", "aria-label": t("moderator.labels") });
  const fresh = limitGraphemes(h("input", { id: "new-label", dir: "auto", autocomplete: "off" }), LIMITS.short_graphemes);

  function chip(label) {
    const button = h("button.button.toggle", { type: "button", "aria-pressed": String(chosen.has(label)), onclick: toggle }, label);
    function toggle() {
      if (!chosen.delete(label)) chosen.add(label);
      set(button, { "aria-pressed": String(chosen.has(label)) });
    }
    return button;
  }

  function add() {
    const label = fresh.value.trim();
    fresh.value = "";
    if (!label || chosen.has(label)) return;
    chosen.add(label);
    if (known.includes(label)) chips.replaceChildren(...known.map(chip));
    else chips.append(chip(label));
  }

  const form = h("form.dialog-form", {
    onsubmit: (event) => {
      event.preventDefault();
      if (fresh.value.trim()) return add();
      dialog.close();
      save([...chosen]);
    },
  }, chips, h("div.field", {}, h("label", { for: "new-label" }, t("moderator.label_new")), fresh),
  h("div.dialog-do", {}, h("button.button", { type: "button", onclick: add }, t("moderator.label_add")),
    h("button.button.primary", { type: "button", onclick: () => (add(), dialog.close(), save([...chosen])) }, t("moderator.save"))));
  chips.append(...known.map(chip));
  const dialog = openDialog({ title: t("moderator.label_title"), onClose }, quoted(question), form);
  fresh.focus();
  return dialog;
}
