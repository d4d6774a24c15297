// A modal dialog: at the bottom of a phone, in the middle elsewhere. Escape, the cross and a press outside close it.
import { h, icon } from "./dom.js";
import { t } from "../core/text.js";

/** Opens it. `onKey(event)` gets keys first; `onClose()` is called once. Returns { close, element }. */
export function openDialog({ title, onKey, onClose }, ...body) {
  const close = () => dialog.close();
  const cross = h("button.button.plain.dialog-close", { type: "button", "aria-label": t("close"), onclick: close }, icon("close"));
  const dialog = h("dialog.dialog", { "aria-labelledby": "dialog-title" },
    h("header.dialog-head", {}, h("h2", { id: "dialog-title" }, title), cross),
    h("div.dialog-body", {}, ...body));
  dialog.addEventListener("click", (event) => event.target === dialog && close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    onClose?.();
  });
  if (onKey) dialog.addEventListener("keydown", onKey);
  document.body.append(dialog);
  dialog.showModal();
  return { close, element: dialog };
}

/** The question that a dialog is about, as a quotation. */
export const quoted = (question) => h("blockquote.quoted", { dir: "auto", lang: question.lang || null }, question.text);
