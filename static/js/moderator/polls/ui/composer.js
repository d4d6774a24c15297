// Writing a poll: first what kind, then what it says; beside it how it will look. What is written is kept until it is saved.
import { h, icon, set } from "../../../ui/dom.js";
import { locale } from "../../../ui/locale.js";
import { t } from "../../../core/text.js";
import { draftOf, newDraft, withType } from "../draft.js";
import { openSheet } from "../../../ui/sheet.js";
import { definitionForm } from "./definitionform.js";
import { preview } from "./preview.js";
import { typePicker } from "./typepicker.js";

/**
 * `draft`: what was kept of it, or null; `poll`: what is edited, or null for a new one; languages: the room's; save(draft, open) → refusal or null; keep(draft); forget().
 */
export function composer({ draft, poll = null, languages, moderated, save, keep, forget, onClose }) {
  let form = null;
  let resumed = Boolean(draft);
  const shown = preview();
  const body = h("div.compose");
  const sheet = openSheet({ title: t(poll ? "polldesk.edit" : "polldesk.new"), onClose }, body);
  sheet.element.classList.add("compose-sheet");

  function start(type) {
    write(draft ? withType(draft, type) : newDraft(type, { lang: languages.includes(locale) ? locale : (languages[0] ?? ""), moderated }));
  }

  function pick() {
    form = null;
    body.replaceChildren(h("p.quiet", {}, t("polldesk.pick")), typePicker(start));
    body.querySelector("button").focus();
  }

  function again() {
    forget();
    draft = null;
    resumed = false;
    begin();
  }

  function changed(next) {
    draft = next;
    keep(draft);
    shown.update(draft);
  }

  async function settle(open) {
    const refusal = await save(draft, open);
    if (refusal) return refusal;
    forget();
    sheet.close();
    return null;
  }

  function write(from) {
    draft = from;
    form = definitionForm({ draft, poll, languages, changed, save: settle, changeType: poll ? null : pick });
    const note = resumed && h("p.notice.small", { role: "status" }, h("span", {}, t("polldesk.resumed")),
      h("button.button.plain", { type: "button", onclick: again }, t("polldesk.start_over")));
    const look = h("button.button.look", { type: "button", "aria-pressed": "false", onclick: () => turn(look) }, icon("phone"), t("polldesk.do.preview"));
    body.replaceChildren(...[note, h("div.compose-sides", {}, h("div.compose-form", {}, look, form.element), shown.element)].filter(Boolean));
    shown.update(draft);
    form.focus();
  }

  /** On a phone there is room for one of the two. */
  function turn(look) {
    const on = body.toggleAttribute("data-looking");
    set(look, { "aria-pressed": String(on) });
  }

  function begin() {
    if (draft || poll) write(draft ?? draftOf(poll));
    else pick();
  }

  begin();
  return sheet;
}

/** Only how it looks. */
export function previewSheet(draft) {
  const shown = preview();
  shown.update(draft);
  return openSheet({ title: t("polldesk.do.preview") }, shown.element);
}
