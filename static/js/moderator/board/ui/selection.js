// The bar of those chosen together: how many, and what may be done with all of them.
import { together } from "../actions.js";
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

  function update(chosen, selecting) {
    element.hidden = !selecting;
    write(count, chosen.length ? t("moderator.selected", { n: chosen.length }) : t("moderator.select_hint"));
    const may = together(chosen);
    for (const { action, element: button } of buttons) set(button, { disabled: !may.includes(action) });
  }

  return { element, update };
}
