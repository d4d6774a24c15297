// What kind of poll? Each type with a line on what it is for.
import { h, icon } from "../../../ui/dom.js";
import { t } from "../../../core/text.js";
import { TYPES } from "../types.js";

/** take(type) when one is pressed. */
export const typePicker = (take) =>
  h("ul.type-picker", { role: "list" }, TYPES.map((type) =>
    h("li", {}, h("button.type-option", { type: "button", onclick: () => take(type) },
      icon(`poll-${type}`), h("span", {}, h("strong", {}, t(`polldesk.type.${type}`)), h("small.quiet", {}, t(`polldesk.for.${type}`)))))));
