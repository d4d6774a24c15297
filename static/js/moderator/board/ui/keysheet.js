// Which key does what.
import { KEYS } from "../keys.js";
import { h } from "../../../ui/dom.js";
import { t } from "../../../core/text.js";
import { openSheet } from "../../../ui/sheet.js";

export function keySheet() {
  const rows = KEYS.map(([key, action]) => h("div", {}, h("dt", {}, h("kbd", {}, key)), h("dd", {}, t(`moderator.key.${action}`))));
  const sheet = openSheet({ title: t("moderator.keys_title") }, h("dl.keys", {}, rows), h("p.small.quiet", {}, t("moderator.keys_hint")));
  return sheet;
}
