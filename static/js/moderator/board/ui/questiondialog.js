// Dialog with all facts and all actions of a question.
import { actionsFor } from "../questionactions.js";
import { KEYS } from "../keybindings.js";
import { h } from "../../../ui/dom.js";
import { firstOf, languageName, shortNumber, t } from "../../../core/text.js";
import { personText } from "../../../questions/texts.js";
import { openDialog, quoted } from "../../../ui/dialog.js";

const KEY = new Map(KEYS.map(([key, action]) => [action, key]));
const DANGEROUS = new Set(["decline", "unpublish", "mute"]);

export function questionDialog(question, { merged, muted, act, unmerge, languages }) {
  const then = (action) => () => {
    dialog.close();
    action();
  };
  const option = (name) =>
    h("li", {}, h(`button.option${DANGEROUS.has(name) ? ".danger" : ""}`, { type: "button", onclick: then(() => act(name)) },
      h("span", {}, firstOf(`moderator.do.${name}.${question.status}`, `moderator.do.${name}`)), KEY.has(name) && h("kbd", {}, KEY.get(name))));
  const part = (title, ...content) => h("section.part", {}, h("h3.small", {}, title), ...content);

  const inside = merged.map((each) =>
    h("div.inside", {}, h("p", { dir: "auto", lang: each.lang || null }, `${shortNumber(each.votes)} · ${each.text}`),
      h("button.button", { type: "button", onclick: then(() => unmerge(each.id)) }, t("moderator.do.unmerge"))));
  const translations = Object.entries(question.translations ?? {})
    .map(([lang, text]) => h("p", { dir: "auto", lang }, `${languageName(lang)}: ${text}`));

  const dialog = openDialog({ title: t("moderator.more_title") },
    quoted(question),
    h("p.small.quiet", { dir: "auto" }, [personText(question.by), question.lang && languageName(question.lang)].filter(Boolean).join(" · ")),
    question.original && question.original !== question.text && part(t("moderator.original"), h("p", { dir: "auto" }, question.original)),
    translations.length > 0 && part(t("moderator.translations"), ...translations),
    inside.length > 0 && part(t("moderator.merged_here"), ...inside),
    h("ul.options", { role: "list" }, actionsFor(question, muted).filter((name) => name !== "translate" || languages.length).map(option)));
  dialog.element.querySelector(".option")?.focus();
  return dialog;
}
