// Everything that can be done with one poll.
import { h } from "../../../ui/dom.js";
import { t } from "../../../core/text.js";
import { actionsFor } from "../actions.js";
import { openSheet } from "../../../ui/sheet.js";

const KEY = { open: "o", close: "c", reveal: "r", hide: "r" };
const DANGEROUS = new Set(["reset", "delete"]);

export function pollMoreSheet(poll, place, { act }) {
  const then = (action) => () => {
    sheet.close();
    act(action, poll.id);
  };
  const actions = actionsFor(poll, place).map((name) =>
    h("li", {}, h(`button.option${DANGEROUS.has(name) ? ".danger" : ""}`, { type: "button", onclick: then(name) },
      h("span", {}, t(`polldesk.do.${name}`)), KEY[name] && h("kbd", {}, KEY[name]))));
  const sheet = openSheet({ title: t("polldesk.more_title") },
    h("blockquote.quoted", { dir: "auto", lang: poll.lang || null }, poll.prompt),
    h("ul.options", { role: "list" }, actions));
  sheet.element.querySelector(".option")?.focus();
  return sheet;
}
