// The open or last poll on the speaker's page: results as lists, small enough to stand beside the questions.
import { h, set, write } from "../ui/dom.js";
import { writeLinked } from "../ui/linked.js";
import { number, t } from "../core/text.js";
import { barChart } from "../polls/charts/barchart.js";
import { formOf, roundText, shownRounds, summary } from "../polls/model/chartdata.js";
import { textList } from "../polls/charts/textlist.js";
import { translated } from "../polls/model/translated.js";

const WORDS = 8;
const ENTRIES = 3;

/** Returns { element, update({poll or null, entries}) }. */
export function speakerPollView() {
  const dot = h("span.dot");
  const label = h("span");
  const count = h("span.quiet");
  const prompt = h("h2.poll-prompt", { id: "poll-prompt", dir: "auto" });
  const body = h("div.poll-body");
  const notes = h("div.poll-notes.quiet");
  const element = h("section.speaker-poll.card", { "aria-labelledby": "poll-prompt", hidden: true }, h("p.poll-label", {}, dot, label, count), prompt, body, notes);
  let drawn = {};

  function update({ poll, entries }) {
    element.hidden = !poll;
    if (!poll) return;
    const { prompt: text, options, lang } = translated(poll, []);
    const open = poll.state === "open";
    set(element, { "data-state": poll.state });
    dot.hidden = !open;
    write(label, t(open ? "stage.poll.open" : "stage.poll.closed"));
    write(count, t("poll.answers", { n: poll.ballots }));
    writeLinked(prompt, text);
    set(prompt, { lang: lang || null });
    drawBody({ poll, options, lang, entries });
    drawNotes(poll);
  }

  function drawBody(view) {
    const { poll } = view;
    const form = formOf(poll);
    if (drawn.id !== poll.id || drawn.form !== form) {
      const made = form === "histogram" ? null : form === "texts" ? textList() : barChart();
      drawn = { id: poll.id, form, made };
      body.replaceChildren(...(made ? [made.element] : []));
    }
    if (!drawn.made) return;
    const most = { words: WORDS, texts: ENTRIES }[form];
    drawn.made.update(most ? { ...view, most } : view);
    if (form !== "texts") set(drawn.made.element, { "data-shape": form === "columns" ? "inline" : "stacked" });
  }

  function drawNotes(poll) {
    const rounds = shownRounds(poll);
    const sum = poll.type === "words" ? () => "" : (round) => summary(poll, round);
    const each = rounds.length > 1 && poll.type !== "ranking"
      ? rounds.map((round, index) => [index < rounds.length - 1 ? ".round-earlier" : ".round-last", [roundText(round), sum(round)].filter(Boolean).join(" · ")])
      : rounds.slice(-1).map((round) => ["", sum(round)]);
    const lines = [["", !poll.ballots && t("chart.none")], ["", ends(poll)], ...each, ["", poll.explanation]].filter(([, line]) => line);
    if (notes.dataset.lines === lines.flat().join("\n")) return;
    notes.dataset.lines = lines.flat().join("\n");
    notes.replaceChildren(...lines.map(([mark, line]) => h(`p${mark}`, { dir: "auto" }, line)));
  }

  return { element, update };
}

/** Returns "1: not at all · 5: very much". */
function ends({ low, high, steps = 5 }) {
  return [low && `${number(1)}: ${low}`, high && `${number(steps)}: ${high}`].filter(Boolean).join(" · ");
}
