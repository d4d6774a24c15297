// Buttons that save what came of a room as files.
import { h } from "./dom.js";
import { refusalText, t } from "../core/text.js";

const FORMATS = ["xlsx", "csv", "json"];

/** The buttons for all formats of one `name`: "questions" or "polls". `showProblem(words)` gets "" before each attempt. */
export function downloadButtons({ name, code, fetchFile, save, showProblem, disabled = false }) {
  async function download(format) {
    showProblem("");
    try {
      const blob = await fetchFile(`/r/${encodeURIComponent(code)}/${name}.${format}`);
      save(blob, blob.name ?? `${name}-${code}.${format}`);
    } catch (refusal) {
      showProblem(refusalText(refusal));
    }
  }
  return h("div.file-do", {},
    FORMATS.map((format) => h("button.button", { type: "button", disabled, onclick: () => download(format) }, t(`polldesk.format.${format}`))));
}
