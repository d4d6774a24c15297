// Results on a phone: a row with bar and numbers for each option or word, or a histogram of estimates.
import { h, set, write } from "../ui/dom.js";
import { number, percent, rounded, t } from "../core/text.js";
import { bins, mean, rounds, rows } from "./model/results.js";

const STEPPED = new Set(["rating", "scale"]);
const FEW = 6; // rows shown before the reader asks for all
const MANY_WORDS = 24;

/** Returns { element, update(poll, texts, answer) }. The element is hidden while there are no results. */
export function resultView() {
  let all = false;
  let shown = [];
  const known = new Map();
  const sum = h("p.result-sum");
  const ends = h("div.ends.small.quiet", {}, h("span", { dir: "auto" }), h("span", { dir: "auto" }));
  const list = h("ul.results", { role: "list" });
  const spread = h("div.spread", { "aria-hidden": "true" });
  const more = h("button.button.plain.small", { type: "button", onclick: () => showAll() });
  const legend = h("p.legend.small.quiet");
  const element = h("div.result-view", {}, sum, legend, spread, list, ends, more);

  function showAll() {
    all = !all;
    draw(...shown);
  }

  function row(id, name) {
    const label = h("span.result-label", { dir: "auto" });
    const marks = h("span.result-marks");
    const bars = h("div.result-bars");
    const made = { label, marks, bars, element: h(`li.${name}`, {}, h("div.result-words", {}, label, marks), bars) };
    known.set(id, made);
    return made;
  }

  function drawRows(poll, { options, lang }, answer) {
    const each = rounds(poll).map((round) => ({ ...round, rows: new Map(rows(poll, { ...round, options }).map((one) => [one.id, one])) }));
    const current = rows(poll, { options });
    const visible = all ? current : current.slice(0, poll.type === "words" ? MANY_WORDS : poll.steps ?? FEW);
    const name = poll.type === "words" ? "word" : "result";
    const steps = STEPPED.has(poll.type);
    set(list, { class: poll.type === "words" ? "words" : steps ? "results stepped" : "results" });
    const elements = visible.map(({ id, label }) => {
      const made = known.get(id) ?? row(id, name);
      write(made.label, steps ? number(Number(label)) : label);
      set(made.label, { lang: lang || null });
      drawMarks(made, poll, id, answer);
      drawBars(made, poll, each.map((round) => ({ ...(round.rows.get(id) ?? { n: 0, share: 0, shown: 0 }), round: round.round })));
      return made.element;
    });
    // A row that is removed and added again would not animate to its new length.
    if (elements.length !== list.children.length || elements.some((one, index) => one !== list.children[index])) list.replaceChildren(...elements);
    more.hidden = current.length <= visible.length && !all;
    if (!more.hidden) write(more, all ? t("poll.fewer") : t("poll.all", { n: current.length }));
    drawLegend(each);
    [...ends.children].forEach((end, index) => write(end, [poll.low, poll.high][index] ?? ""));
    ends.hidden = !steps;
  }

  /** The legend says which bar belongs to which round. The figures beside the bars say it to screen readers only. */
  function drawLegend(each) {
    legend.hidden = each.length < 2;
    const words = each.map(({ round, ballots }) => t("poll.round_of", { round, ballots: t("poll.answers", { n: ballots }) }));
    if (legend.hidden || legend.dataset.words === words.join()) return;
    legend.dataset.words = words.join();
    legend.replaceChildren(...words.map((word, index) => h("span.key", { "data-earlier": index < words.length - 1 }, word)));
  }

  function draw(poll, texts, answer) {
    shown = [poll, texts, answer];
    element.hidden = isEmpty(poll) || poll.type === "text";
    if (element.hidden) return;
    write(sum, summary(poll));
    sum.hidden = !sum.textContent;
    spread.hidden = poll.type !== "estimate";
    if (poll.type === "estimate") {
      drawSpread(spread, poll);
      for (const one of [list, more, ends]) one.hidden = true;
      legend.hidden = !poll.earlier?.length;
      write(legend, (poll.earlier ?? []).map((each) => `${t("poll.round", { round: each.round })}: ${summary({ ...poll, ...each })}`).join("\n"));
    } else drawRows(poll, texts, answer);
  }

  return { element, update: draw };
}

function drawMarks({ marks, element }, poll, id, answer) {
  const mine = isMine(poll, id, answer);
  const right = poll.right?.includes(id);
  element.toggleAttribute("data-mine", mine);
  element.toggleAttribute("data-right", Boolean(right));
  const words = [right && `✓ ${t("poll.right")}`, mine && t("poll.yours")].filter(Boolean);
  if (marks.dataset.words === words.join()) return;
  marks.dataset.words = words.join();
  // Beside a single number there is no space for words: a tick is visible, the words are for screen readers.
  const short = STEPPED.has(poll.type);
  marks.replaceChildren(...words.map((word) => short ? h("span", {}, "✓", h("span.unseen", {}, word)) : h("span.chip.good", {}, word)));
}

/** Draws one bar for each round, the last one strongest. */
function drawBars({ bars }, poll, shares) {
  if (bars.children.length !== shares.length) {
    bars.replaceChildren(...shares.map(() => h("div.result-bar", {},
      h("span.track", { "aria-hidden": "true" }, h("span.fill")), h("span.result-number", {}, h("span.unseen"), h("span")))));
  }
  [...bars.children].forEach((bar, index) => {
    const { n, share, shown, round } = shares[index];
    bar.toggleAttribute("data-earlier", index < shares.length - 1);
    bar.querySelector(".fill").style.transform = `scaleX(${Math.min(1, share)})`;
    const figures = poll.type === "ranking" ? t("poll.points", { n }) : poll.type === "words" ? number(n) : t("poll.figures", { share: percent(shown), n });
    write(bar.lastChild.firstChild, shares.length > 1 ? `${t("poll.round", { round })}: ` : "");
    write(bar.lastChild.lastChild, figures);
  });
}

/** Whether there are no visible results. */
export const isEmpty = ({ results, ballots, earlier }) => !results || (!ballots && !earlier?.length);

/** Whether the rows of this type of poll mark one's own answer. */
export const marksOwn = ({ type }) => !["words", "ranking", "estimate", "text"].includes(type);

function isMine(poll, id, answer) {
  if (answer === undefined || !marksOwn(poll)) return false;
  return Array.isArray(answer) ? answer.includes(id) : String(answer) === id;
}

/** Returns a sentence on the whole distribution, or "". */
function summary(poll) {
  const { type, results, unit, steps = 5 } = poll;
  if (STEPPED.has(type)) {
    const value = mean(poll);
    return value === null ? "" : t("poll.mean", { value: rounded(value), steps });
  }
  if (type === "ranking") return t("poll.borda");
  if (type !== "estimate" || !results?.n) return "";
  const [median, low, high] = [results.median, results.q1, results.q3].map((value) => rounded(value));
  return t("poll.median", { value: [median, unit].filter(Boolean).join(" "), low, high });
}

/** Draws a histogram as columns. Its figures are in the sentence above. */
function drawSpread(place, { results }) {
  const columns = bins(results);
  const most = Math.max(1, ...columns.map(({ n }) => n));
  place.replaceChildren(
    h("div.columns", {}, ...columns.map(({ n }) => {
      const column = h("span.column");
      column.style.height = `${n ? Math.max(4, (100 * n) / most) : 0}%`;
      return column;
    })),
    h("div.ends.small.quiet", {}, h("span", {}, columns.length ? rounded(columns[0].from) : ""), h("span", {}, columns.length ? rounded(columns.at(-1).to) : "")),
  );
}
