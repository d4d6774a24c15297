// Bar for the selected cards: their number, and the actions that all of them allow.
import { bulkActions } from "../questionactions.js";
import { h, icon, set, write } from "../../../ui/dom.js";
import { t } from "../../../core/text.js";

export function selectionBar({ act, cancel }) {
  const count = h("strong", { role: "status" });
  const buttons = ["publish", "decline"].map((action) => ({
    action,
    element: h(`button.button${action === "publish" ? ".primary" : ""}`, { type: "button", onclick: () => act(action) }, t(`moderator.do.${action}`)),
  }));
  const element = h("div.selection", { hidden: true }, count, ...buttons.map((each) => each.element),
    h("button.button.plain", { type: "button", "aria-label": t("cancel"), onclick: cancel }, icon("close")));

  function update(selected, selecting) {
    element.hidden = !selecting;
    write(count, selected.length ? t("moderator.selected", { n: selected.length }) : t("moderator.select_hint"));
    const may = bulkActions(selected);
    for (const { action, element: button } of buttons) set(button, { disabled: !may.includes(action) });
  }

  return { element, update };
}
