// A dialogue: from below on a phone, in the middle elsewhere. Escape, the cross and a press outside close it.
import { h, icon } from "./dom.js";
import { t } from "../core/text.js";

/** Shows it at once; `onKey(event)` hears keys first; `onClose()` runs once. Returns { close, element }. */
export function openSheet({ title, onKey, onClose }, ...body) {
  const close = () => dialog.close();
  const cross = h("button.button.plain.sheet-close", { type: "button", "aria-label": t("close"), onclick: close }, icon("close"));
  const dialog = h("dialog.sheet", { "aria-labelledby": "sheet-title" },
    h("header.sheet-head", {}, h("h2", { id: "sheet-title" }, title), cross),
    h("div.sheet-body", {}, ...body));
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

/** The question a sheet is about, quoted. */
export const quoted = (question) => h("blockquote.quoted", { dir: "auto", lang: question.lang || null }, question.text);
