// Dialog for one text: the edited question, a written answer, a translation, the person it is assigned to.
import { h, set, write } from "../../../ui/dom.js";
import { LIMITS } from "../../../core/protocol.js";
import { graphemes, refusalText, t } from "../../../core/text.js";
import { openDialog } from "../../../ui/dialog.js";

/**
 * save(text, again) resolves with a refusal or null; `again`: the moderator has seen the other version. After a refusal
 * the dialog stays open. The refusal `changed` shows the version that a colleague saved meanwhile.
 */
export function textDialog({ title, label, value = "", max = LIMITS.question_graphemes, rows = 5, mayBeEmpty = false, save, before = [], onClose }) {
  let again = false;
  const area = h(rows > 1 ? "textarea" : "input", { id: "dialog-text", rows: rows > 1 ? rows : null, dir: "auto", value });
  const theirs = h("div.theirs", { hidden: true });
  const problem = h("p.bad.small", { role: "alert", hidden: true });
  const left = h("p.small.quiet", { "aria-live": "polite" });
  const saving = h("button.button.primary", { type: "submit" }, t("moderator.save"));

  function measure() {
    const n = max - graphemes(area.value);
    write(left, n < 0 ? t("ask.over", { n: -n }) : n <= 60 ? t("ask.left", { n }) : "");
    set(saving, { disabled: n < 0 || (!mayBeEmpty && !area.value.trim()) });
  }

  function refused(refusal) {
    set(problem, { hidden: false });
    write(problem, refusalText(refusal));
    if (refusal.code !== "changed") return;
    again = true;
    const text = refusal.item?.text;
    set(theirs, { hidden: !text });
    theirs.replaceChildren(
      h("p.small", {}, t("moderator.theirs")), h("blockquote.quoted", { dir: "auto" }, text ?? ""),
      h("button.button", { type: "button", onclick: () => dialog.close() }, t("moderator.keep_theirs")));
    write(saving, t("moderator.save_mine"));
  }

  async function submit(event) {
    event.preventDefault();
    const text = area.value.trim();
    if (text === value.trim()) return dialog.close();
    set(saving, { disabled: true });
    const refusal = await save(text, again);
    if (!refusal) return dialog.close();
    measure();
    refused(refusal);
  }

  const form = h("form.dialog-form", { onsubmit: submit }, ...before,
    h("div.field", {}, h("label", { for: "dialog-text" }, label), area), left, theirs, problem,
    h("div.dialog-do", {}, saving));
  area.addEventListener("input", measure);
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) form.requestSubmit();
  });
  const dialog = openDialog({ title, onClose }, form);
  measure();
  area.focus();
  return dialog;
}
