// Dialog to write a poll: first its type, then its fields, with a preview beside them. The draft is kept until it is saved.
import { h, icon, set } from "../../../ui/dom.js";
import { locale } from "../../../ui/locale.js";
import { t } from "../../../core/text.js";
import { draftFrom, newDraft, withType } from "../polldraft.js";
import { openDialog } from "../../../ui/dialog.js";
import { definitionForm } from "./definitionform.js";
import { preview } from "./preview.js";
import { typePicker } from "./typepicker.js";

/**
 * `draft`: the kept draft or null; `poll`: the edited poll, or null for a new one; `languages`: the room's;
 * save(draft, open) → refusal or null; keep(draft); forget().
 */
export function pollEditor({ draft, poll = null, languages, moderated, save, keep, forget, onClose }) {
  let form = null;
  let isResumed = Boolean(draft);
  const shown = preview();
  const body = h("div.compose");
  const dialog = openDialog({ title: t(poll ? "polldesk.edit" : "polldesk.new"), onClose }, body);
  dialog.element.classList.add("compose-dialog");

  function start(type) {
    write(draft ? withType(draft, type) : newDraft(type, { lang: languages.includes(locale) ? locale : (languages[0] ?? ""), moderated }));
  }

  function pick() {
    form = null;
    body.replaceChildren(h("p.quiet", {}, t("polldesk.pick")), typePicker(start));
    body.querySelector("button").focus();
  }

  function startOver() {
    forget();
    draft = null;
    isResumed = false;
    begin();
  }

  function changed(next) {
    draft = next;
    keep(draft);
    shown.update(draft);
  }

  async function saveAndClose(open) {
    const refusal = await save(draft, open);
    if (refusal) return refusal;
    forget();
    dialog.close();
    return null;
  }

  function write(from) {
    draft = from;
    form = definitionForm({ draft, poll, languages, changed, save: saveAndClose, changeType: poll ? null : pick });
    const note = isResumed && h("p.notice.small", { role: "status" }, h("span", {}, t("polldesk.resumed")),
      h("button.button.plain", { type: "button", onclick: startOver }, t("polldesk.start_over")));
    const look = h("button.button.look", { type: "button", "aria-pressed": "false", onclick: () => togglePreview(look) }, icon("phone"), t("polldesk.do.preview"));
    body.replaceChildren(...[note, h("div.compose-sides", {}, h("div.compose-form", {}, look, form.element), shown.element)].filter(Boolean));
    shown.update(draft);
    form.focus();
  }

  /** A phone shows either the form or the preview. */
  function togglePreview(look) {
    const on = body.toggleAttribute("data-looking");
    set(look, { "aria-pressed": String(on) });
  }

  function begin() {
    if (draft || poll) write(draft ?? draftFrom(poll));
    else pick();
  }

  begin();
  return dialog;
}

/** Dialog with the preview alone. */
export function previewDialog(draft) {
  const shown = preview();
  shown.update(draft);
  return openDialog({ title: t("polldesk.do.preview") }, shown.element);
}
