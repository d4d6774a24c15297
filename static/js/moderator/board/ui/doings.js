// What each action on a card does: some at once, some after a sheet has asked what is missing.
import { labelSheet } from "./labelsheet.js";
import { mergeSheet } from "./mergesheet.js";
import { moreSheet } from "./moresheet.js";
import { reasonsSheet } from "./reasons.js";
import { quoted } from "../../../ui/sheet.js";
import { textSheet } from "../../../ui/textsheet.js";
import { mergedInto } from "../columns.js";
import { h } from "../../../ui/dom.js";
import { MODERATOR_LIMITS, TOUCH_S } from "../../../core/moderation.js";
import { LIMITS } from "../../../core/protocol.js";
import { questions, theRoom } from "../../../core/selectors.js";
import { languageName, t } from "../../../core/text.js";

const TOUCH_EVERY_MS = TOUCH_S * 600;
const AT_ONCE = ["publish", "unpublish", "restore", "pin", "unpin", "take", "skip", "answered", "unmerge"];

/** deed(command, fields, quiet) → refusal or null; touch(id) tells colleagues; room() is what is known now. */
export function doings({ deed, touch, room }) {
  const of = (id) => room().items.get(id);

  /** While a sheet is open on a card, colleagues see someone at work on it. */
  function working(id) {
    touch(id);
    const timer = setInterval(() => touch(id), TOUCH_EVERY_MS);
    return () => clearInterval(timer);
  }

  function decline(...ids) {
    const close = ids.length === 1 ? working(ids[0]) : () => {};
    const sheet = reasonsSheet(ids.map(of), (reason) => deed("question.decline", ids.length === 1 ? { id: ids[0], reason } : { ids, reason }));
    sheet.element.addEventListener("close", close);
  }

  function edit(id) {
    let seen = room().at;
    textSheet({
      title: t("moderator.do.edit"), label: t("moderator.edit_label"), value: of(id).text, onClose: working(id),
      save: async (text, again) => {
        if (again) seen = room().at; // they have read the other version and still want theirs
        const refusal = await deed("question.edit", { id, text, seen }, { quiet: true });
        if (refusal?.code === "changed") refusal.item ??= of(id);
        return refusal;
      },
    });
  }

  function write(id) {
    textSheet({
      title: t("moderator.do.write"), label: t("answer"), max: MODERATOR_LIMITS.answer_graphemes, onClose: working(id), before: [quoted(of(id))],
      save: (text) => deed("question.answered", { id, text }, { quiet: true }),
    });
  }

  function assign(id) {
    textSheet({
      title: t("moderator.do.assign"), label: t("moderator.assign_label"), value: of(id).assigned_to ?? "", max: LIMITS.short_graphemes, rows: 1,
      mayBeEmpty: true, before: [quoted(of(id))], save: (to) => deed("question.assign", { id, to }, { quiet: true }),
    });
  }

  function translate(id) {
    const question = of(id);
    const choice = h("select", { id: "sheet-lang" }, languagesFor(question).map((lang) => h("option", { value: lang }, languageName(lang))));
    textSheet({
      title: t("moderator.do.translate"), label: t("moderator.translation"), onClose: working(id),
      before: [quoted(question), h("div.field", {}, h("label", { for: "sheet-lang" }, t("moderator.translate_into")), choice)],
      save: (text) => deed("question.translate", { id, lang: choice.value, text }, { quiet: true }),
    });
  }

  function languagesFor(question) {
    const spoken = new Set([...(theRoom(room())?.languages ?? []), ...questions(room()).map(({ lang }) => lang)]);
    return [...spoken].filter((lang) => lang && lang !== question.lang);
  }

  function merge(id) {
    mergeSheet(of(id), questions(room()), { choose: (target) => deed("question.merge", { id, into: target.id }), onClose: working(id) });
  }

  function label(id) {
    const known = [...new Set(questions(room()).flatMap(({ labels }) => labels ?? []))].sort((a, b) => a.localeCompare(b));
    labelSheet(of(id), known, { save: (labels) => deed("question.label", { id, labels }), onClose: working(id) });
  }

  const asking = { decline, edit, write, assign, translate, merge, label };

  function act(action, id) {
    if (AT_ONCE.includes(action)) return deed(`question.${action}`, { id });
    if (action === "mute" || action === "unmute") return deed(`person.${action}`, { person: of(id).by.person });
    return asking[action]?.(id);
  }

  function more(id) {
    const question = of(id);
    moreSheet(question, {
      merged: mergedInto(questions(room())).get(id) ?? [],
      muted: theRoom(room())?.muted ?? [],
      languages: languagesFor(question),
      act: (action) => act(action, id),
      unmerge: (inside) => act("unmerge", inside),
    });
  }

  const together = (action, ids) => (action === "decline" ? decline(...ids) : deed(`question.${action}`, { ids }));

  return { act, more, together };
}
