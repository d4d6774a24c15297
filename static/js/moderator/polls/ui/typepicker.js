// Choice of a poll's type. Each type has a line on its use.
import { h, icon } from "../../../ui/dom.js";
import { t } from "../../../core/text.js";
import { TYPES } from "../polltypes.js";

/** choose(type) is called when one is pressed. */
export const typePicker = (choose) =>
  h("ul.type-picker", { role: "list" }, TYPES.map((type) =>
    h("li", {}, h("button.type-option", { type: "button", onclick: () => choose(type) },
      icon(`poll-${type}`), h("span", {}, h("strong", {}, t(`polldesk.type.${type}`)), h("small.quiet", {}, t(`polldesk.for.${type}`)))))));
