// Actions on a card. Some send their command at once, others open a dialog first.
import { labelDialog } from "./labeldialog.js";
import { mergeDialog } from "./mergedialog.js";
import { questionDialog } from "./questiondialog.js";
import { declineDialog } from "./declinedialog.js";
import { quoted } from "../../../ui/dialog.js";
import { textDialog } from "./textdialog.js";
import { mergedInto } from "../boardcolumns.js";
import { h } from "../../../ui/dom.js";
import { MODERATOR_LIMITS, TOUCH_S } from "../../../core/moderation.js";
import { LIMITS } from "../../../core/protocol.js";
import { questions, roomItem } from "../../../core/selectors.js";
import { languageName, t } from "../../../core/text.js";

const TOUCH_EVERY_MS = TOUCH_S * 600; // well before the server forgets the last one
const AT_ONCE = ["publish", "unpublish", "restore", "pin", "unpin", "take", "skip", "answered", "unmerge"];

/** run(command, fields, options) → refusal or null; touch(id) shows colleagues somebody at work; room() is the current state. */
export function cardActions({ run, touch, room }) {
  const item = (id) => room().items.get(id);

  /** Shows colleagues that somebody works on this card, until the returned function is called. */
  function working(id) {
    touch(id);
    const timer = setInterval(() => touch(id), TOUCH_EVERY_MS);
    return () => clearInterval(timer);
  }

  function decline(...ids) {
    const stop = ids.length === 1 ? working(ids[0]) : () => {};
    const dialog = declineDialog(ids.map(item), (reason) => run("question.decline", ids.length === 1 ? { id: ids[0], reason } : { ids, reason }));
    dialog.element.addEventListener("close", stop);
  }

  function edit(id) {
    let seen = room().at;
    textDialog({
      title: t("moderator.do.edit"), label: t("moderator.edit_label"), value: item(id).text, onClose: working(id),
      save: async (text, again) => {
        if (again) seen = room().at; // the moderator has read the other version and still wants to save
        const refusal = await run("question.edit", { id, text, seen }, { quiet: true });
        if (refusal?.code === "changed") refusal.item ??= item(id);
        return refusal;
      },
    });
  }

  function write(id) {
    textDialog({
      title: t("moderator.do.write"), label: t("answer"), max: MODERATOR_LIMITS.answer_graphemes, onClose: working(id), before: [quoted(item(id))],
      save: (text) => run("question.answered", { id, text }, { quiet: true }),
    });
  }

  function assign(id) {
    textDialog({
      title: t("moderator.do.assign"), label: t("moderator.assign_label"), value: item(id).assigned_to ?? "", max: LIMITS.short_graphemes, rows: 1,
      mayBeEmpty: true, before: [quoted(item(id))], save: (to) => run("question.assign", { id, to }, { quiet: true }),
    });
  }

  function translate(id) {
    const question = item(id);
    const choice = h("select", { id: "dialog-lang" }, languagesFor(question).map((lang) => h("option", { value: lang }, languageName(lang))));
    textDialog({
      title: t("moderator.do.translate"), label: t("moderator.translation"), onClose: working(id),
      before: [quoted(question), h("div.field", {}, h("label", { for: "dialog-lang" }, t("moderator.translate_into")), choice)],
      save: (text) => run("question.translate", { id, lang: choice.value, text }, { quiet: true }),
    });
  }

  function languagesFor(question) {
    const languages = new Set([...(roomItem(room())?.languages ?? []), ...questions(room()).map(({ lang }) => lang)]);
    return [...languages].filter((lang) => lang && lang !== question.lang);
  }

  function merge(id) {
    mergeDialog(item(id), questions(room()), { choose: (target) => run("question.merge", { id, into: target.id }), onClose: working(id) });
  }

  function label(id) {
    const known = [...new Set(questions(room()).flatMap(({ labels }) => labels ?? []))].sort((a, b) => a.localeCompare(b));
    labelDialog(item(id), known, { save: (labels) => run("question.label", { id, labels }), onClose: working(id) });
  }

  const dialogs = { decline, edit, write, assign, translate, merge, label };

  function act(action, id) {
    if (AT_ONCE.includes(action)) return run(`question.${action}`, { id });
    if (action === "mute" || action === "unmute") return run(`person.${action}`, { person: item(id).by.person });
    return dialogs[action]?.(id);
  }

  function more(id) {
    const question = item(id);
    questionDialog(question, {
      merged: mergedInto(questions(room())).get(id) ?? [],
      muted: roomItem(room())?.muted ?? [],
      languages: languagesFor(question),
      act: (action) => act(action, id),
      unmerge: (inside) => act("unmerge", inside),
    });
  }

  /** Acts on several questions at once. */
  const actTogether = (action, ids) => (action === "decline" ? decline(...ids) : run(`question.${action}`, { ids }));

  return { act, more, actTogether };
}
