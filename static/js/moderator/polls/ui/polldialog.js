// Dialog with all actions of a poll.
import { h } from "../../../ui/dom.js";
import { t } from "../../../core/text.js";
import { actionsFor } from "../pollactions.js";
import { openDialog } from "../../../ui/dialog.js";

const KEY = { open: "o", close: "c", reveal: "r", hide: "r" };
const DANGEROUS = new Set(["reset", "delete"]);

export function pollDialog(poll, place, { act }) {
  const run = (action) => () => {
    dialog.close();
    act(action, poll.id);
  };
  const actions = actionsFor(poll, place).map((name) =>
    h("li", {}, h(`button.option${DANGEROUS.has(name) ? ".danger" : ""}`, { type: "button", onclick: run(name) },
      h("span", {}, t(`polldesk.do.${name}`)), KEY[name] && h("kbd", {}, KEY[name]))));
  const dialog = openDialog({ title: t("polldesk.more_title") },
    h("blockquote.quoted", { dir: "auto", lang: poll.lang || null }, poll.prompt),
    h("ul.options", { role: "list" }, actions));
  dialog.element.querySelector(".option")?.focus();
  return dialog;
}
