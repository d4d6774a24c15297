// Which key does what.
import { KEYS } from "../board/keys.js";
import { h } from "../dom.js";
import { t } from "../text.js";
import { openSheet } from "./sheet.js";

export function keySheet() {
  const rows = KEYS.map(([key, action]) => h("div", {}, h("dt", {}, h("kbd", {}, key)), h("dd", {}, t(`moderator.key.${action}`))));
  const sheet = openSheet({ title: t("moderator.keys_title") }, h("dl.keys", {}, rows), h("p.small.quiet", {}, t("moderator.keys_hint")));
  return sheet;
}
