// Dialog to download the results of a poll as a picture, and all polls as tables.
import { h } from "../../../ui/dom.js";
import { refusalText, t } from "../../../core/text.js";
import { openDialog } from "../../../ui/dialog.js";

/** fetchFile(path) resolves with a Blob with a `name`; save(blob, name); showRefusal(words). */
export function exportDialog(poll, { code, fetchFile, save, showRefusal }) {
  const get = async (path, name) => {
    try {
      const blob = await fetchFile(`/r/${encodeURIComponent(code)}/${path}`);
      save(blob, blob.name ?? name);
      dialog.close();
    } catch (refusal) {
      dialog.close();
      showRefusal(refusalText(refusal));
    }
  };
  const option = (words, path, name) => h("li", {}, h("button.option", { type: "button", onclick: () => get(path, name) }, h("span", {}, words)));
  const dialog = openDialog({ title: t("polldesk.do.results") },
    h("blockquote.quoted", { dir: "auto", lang: poll.lang || null }, poll.prompt),
    h("ul.options", { role: "list" },
      option(t("polldesk.format.svg"), `polls/${encodeURIComponent(poll.id)}.svg`, `${poll.id}.svg`),
      ["xlsx", "csv", "json"].map((format) => option(t("polldesk.format.all", { format: t(`polldesk.format.${format}`) }), `polls.${format}`, `polls-${code}.${format}`))));
  dialog.element.querySelector(".option").focus();
  return dialog;
}
