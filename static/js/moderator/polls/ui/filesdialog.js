// Dialog for files: results and questions to download, definitions of polls to save and load.
import { h, set, write } from "../../../ui/dom.js";
import { number, refusalText, t } from "../../../core/text.js";
import { MAX_BYTES, importPolls, readPollFile, writePollFile } from "../pollfile.js";
import { openDialog } from "../../../ui/dialog.js";
import { downloadButtons } from "../../../ui/downloadbuttons.js";

function reasonOf({ field, ...refusal }) {
  if (refusal.code === "unknown_field") return t("polldesk.import.unknown_field", { field });
  return [refusalText(refusal), field && t("polldesk.import.field", { field })].filter(Boolean).join(" ");
}

const wait = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

/** polls(): in order; create(fields); fetchFile(path) resolves with a Blob with a `name`, or rejects with a refusal; save(blob, name). */
export function filesDialog({ polls, create, fetchFile, save, code }) {
  const problem = h("p.bad", { role: "alert", hidden: true });
  const reportElement = h("div.import-report", { role: "status" });
  const input = h("input", { type: "file", id: "poll-file", accept: "application/json,.json", onchange: () => input.files[0] && load(input.files[0]) });
  const some = polls().length > 0;

  function showProblem(words) {
    set(problem, { hidden: !words });
    write(problem, words);
  }

  async function load(file) {
    showProblem("");
    if (file.size > MAX_BYTES) return showProblem(t("polldesk.import.too_big"));
    const read = readPollFile(await file.text());
    if (read.problem) return showProblem(t(read.problem));
    set(input, { disabled: true });
    const progress = (n) => reportElement.replaceChildren(h("progress", { max: read.polls.length, value: n, "aria-label": t("polldesk.import.running") }));
    progress(0);
    report(await importPolls(read.polls, { create, wait, progress }));
    set(input, { disabled: false, value: "" });
  }

  function report({ created, refused }) {
    const lines = refused.map(({ number: n, prompt, refusal }) =>
      h("li", {}, h("span", { dir: "auto" }, `${number(n)}. ${prompt.slice(0, 80)}`), h("span.bad.small", {}, reasonOf(refusal))));
    reportElement.replaceChildren(...[
      h("p", {}, t("polldesk.import.taken", { n: created })),
      refused.length > 0 && h("p", {}, t("polldesk.import.refused", { n: refused.length })),
      refused.length > 0 && h("ul", { role: "list" }, lines),
    ].filter(Boolean));
  }

  const keep = () => save(new Blob([writePollFile(polls())], { type: "application/json" }), `polls-${code}-prepared.json`);
  return openDialog({ title: t("polldesk.files") }, problem,
    h("section.part", {}, h("h3", {}, t("polldesk.results_title")), h("p.small.quiet", {}, t("polldesk.results_hint")),
      downloadButtons({ name: "polls", code, fetchFile, save, showProblem, disabled: !some })),
    h("section.part", {}, h("h3", {}, t("moderator.questions_file")), h("p.small.quiet", {}, t("moderator.questions_file_hint")),
      downloadButtons({ name: "questions", code, fetchFile, save, showProblem })),
    h("section.part", {}, h("h3", {}, t("polldesk.prepared_title")), h("p.small.quiet", {}, t("polldesk.prepared_hint")),
      h("div.file-do", {}, h("button.button", { type: "button", disabled: !some, onclick: keep }, t("polldesk.prepared_save"))),
      h("div.field", {}, h("label", { for: "poll-file" }, t("polldesk.prepared_load")), input), reportElement));
}
