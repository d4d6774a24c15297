// Polls as files: definitions out and in, results out.
import { h, set, write } from "../../../ui/dom.js";
import { number, refusalText, t } from "../../../core/text.js";
import { MOST_BYTES, importAll, readFile, writeFile } from "../exchange.js";
import { openSheet } from "../../../ui/sheet.js";

const FORMATS = ["xlsx", "csv", "json"];
function why({ field, ...refusal }) {
  if (refusal.code === "unknown_field") return t("polldesk.import.unknown_field", { field });
  return [refusalText(refusal), field && t("polldesk.import.field", { field })].filter(Boolean).join(" ");
}

const wait = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

/** polls(): in order; create(fields); fetchFile(path) → Blob with a `name`, or throws a refusal; save(blob, name). */
export function fileSheet({ polls, create, fetchFile, save, code }) {
  const problem = h("p.bad", { role: "alert", hidden: true });
  const report = h("div.import-report", { role: "status" });
  const input = h("input", { type: "file", id: "poll-file", accept: "application/json,.json", onchange: () => input.files[0] && take(input.files[0]) });
  const some = polls().length > 0;

  function complain(words) {
    set(problem, { hidden: !words });
    write(problem, words);
  }

  async function take(file) {
    complain("");
    if (file.size > MOST_BYTES) return complain(t("polldesk.import.too_big"));
    const read = readFile(await file.text());
    if (read.problem) return complain(t(read.problem));
    set(input, { disabled: true });
    const progress = (n) => report.replaceChildren(h("progress", { max: read.polls.length, value: n, "aria-label": t("polldesk.import.running") }));
    progress(0);
    tell(await importAll(read.polls, { create, wait, progress }));
    set(input, { disabled: false, value: "" });
  }

  function tell({ taken, refused }) {
    const lines = refused.map(({ number: n, prompt, refusal }) =>
      h("li", {}, h("span", { dir: "auto" }, `${number(n)}. ${prompt.slice(0, 80)}`), h("span.bad.small", {}, why(refusal))));
    report.replaceChildren(...[
      h("p", {}, t("polldesk.import.taken", { n: taken })),
      refused.length > 0 && h("p", {}, t("polldesk.import.refused", { n: refused.length })),
      refused.length > 0 && h("ul", { role: "list" }, lines),
    ].filter(Boolean));
  }

  async function download(format) {
    complain("");
    try {
      const blob = await fetchFile(`/r/${encodeURIComponent(code)}/polls.${format}`);
      save(blob, blob.name ?? `polls-${code}.${format}`);
    } catch (refusal) {
      complain(refusalText(refusal));
    }
  }

  const keep = () => save(new Blob([writeFile(polls())], { type: "application/json" }), `polls-${code}-prepared.json`);
  return openSheet({ title: t("polldesk.files") }, problem,
    h("section.part", {}, h("h3", {}, t("polldesk.results_title")), h("p.small.quiet", {}, t("polldesk.results_hint")),
      h("div.file-do", {}, FORMATS.map((format) => h("button.button", { type: "button", disabled: !some, onclick: () => download(format) }, t(`polldesk.format.${format}`))))),
    h("section.part", {}, h("h3", {}, t("polldesk.prepared_title")), h("p.small.quiet", {}, t("polldesk.prepared_hint")),
      h("div.file-do", {}, h("button.button", { type: "button", disabled: !some, onclick: keep }, t("polldesk.prepared_save"))),
      h("div.field", {}, h("label", { for: "poll-file" }, t("polldesk.prepared_load")), input), report));
}
