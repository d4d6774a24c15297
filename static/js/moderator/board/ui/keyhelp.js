// Dialog with the key bindings.
import { KEYS } from "../keybindings.js";
import { h } from "../../../ui/dom.js";
import { t } from "../../../core/text.js";
import { openDialog } from "../../../ui/dialog.js";

export function keyHelpDialog() {
  const rows = KEYS.map(([key, action]) => h("div", {}, h("dt", {}, h("kbd", {}, key)), h("dd", {}, t(`moderator.key.${action}`))));
  return openDialog({ title: t("moderator.keys_title") }, h("dl.keys", {}, rows), h("p.small.quiet", {}, t("moderator.keys_hint")));
}
