// One poll's results as a picture to keep, and all polls as tables.
import { h } from "../../../ui/dom.js";
import { refusalText, t } from "../../../core/text.js";
import { openSheet } from "../../../ui/sheet.js";

/** fetchFile(path) → Blob with a `name`; save(blob, name); refused(words). */
export function resultSheet(poll, { code, fetchFile, save, refused }) {
  const get = async (path, name) => {
    try {
      const blob = await fetchFile(`/r/${encodeURIComponent(code)}/${path}`);
      save(blob, blob.name ?? name);
      sheet.close();
    } catch (refusal) {
      sheet.close();
      refused(refusalText(refusal));
    }
  };
  const option = (words, path, name) => h("li", {}, h("button.option", { type: "button", onclick: () => get(path, name) }, h("span", {}, words)));
  const sheet = openSheet({ title: t("polldesk.do.results") },
    h("blockquote.quoted", { dir: "auto", lang: poll.lang || null }, poll.prompt),
    h("ul.options", { role: "list" },
      option(t("polldesk.format.svg"), `polls/${encodeURIComponent(poll.id)}.svg`, `${poll.id}.svg`),
      ["xlsx", "csv", "json"].map((format) => option(t("polldesk.format.all", { format: t(`polldesk.format.${format}`) }), `polls.${format}`, `polls-${code}.${format}`))));
  sheet.element.querySelector(".option").focus();
  return sheet;
}
