// Data and texts of charts of every form. Pure.
import { number, percent, rounded, t } from "../../core/text.js";
import { mean, rounds, rows } from "./results.js";

const ROUNDS = 3; // side by side; of more, the last ones
const FORMS = { rating: "columns", scale: "columns", estimate: "histogram", words: "words", text: "texts" };

/** Returns the form of a poll's chart: "bars", "columns", "histogram", "words" or "texts". */
export const formOf = ({ type }) => FORMS[type] ?? "bars";

/** Returns the rounds to show: the last ones whose results are visible, the earliest first. */
export const shownRounds = (poll) => rounds(poll).slice(-ROUNDS);

/**
 * Returns rows of bars or columns: [{id, label, right, values: [{round, n, share, shown, figures}]}], one value for each round.
 * `options`: with the texts to show. Without results the rows have no values.
 */
export function chartRows(poll, options = poll.options) {
  const found = shownRounds(poll).map((each) => ({ ...each, rows: new Map(rows(poll, { ...each, options }).map((row) => [row.id, row])) }));
  const listed = poll.results ? rows(poll, { options }) : rows({ ...poll, results: {}, ballots: 0 }, { options });
  return listed.map(({ id, label }) => ({
    id,
    label,
    right: Boolean(poll.right?.includes(id)),
    values: found.map(({ round, rows: inRound }) => value(poll, round, inRound.get(id))),
  }));
}

function value(poll, round, { n, share, shown } = { n: 0, share: 0, shown: 0 }) {
  const figures = poll.type === "ranking" ? t("chart.points", { n }) : t("chart.figures", { count: n, share: percent(shown) });
  return { round, n, share, shown, figures };
}

/** Returns a sentence on the whole: the mean, the median with quartiles, or what points are. "" if there is none. */
export function summary(poll, round = poll) {
  const { type, steps = 5 } = poll;
  if (type === "ranking") return t("chart.borda", { n: poll.options.length - 1 });
  if (type === "rating" || type === "scale") {
    const value = mean(round);
    return value === null ? "" : t("chart.mean", { value: rounded(value), steps });
  }
  if (type !== "estimate" || !round.results?.n) return "";
  return t("chart.median", { median: withUnit(poll, round.results.median), low: rounded(round.results.q1), high: withUnit(poll, round.results.q3) });
}

/** Returns a number with the poll's unit. */
export const withUnit = ({ unit }, value) => [rounded(value), unit].filter(Boolean).join("\u00a0");

/** Returns "Round 2 · 57 answers". */
export const roundText = ({ round, ballots }) => t("chart.round", { round, answers: t("poll.answers", { n: ballots }) });

/** Returns the chart's content for screen readers: "Bus: 3, 75 %". */
export function textAlternative(poll, options = poll.options) {
  if (formOf(poll) === "texts" || !poll.results) return "";
  if (poll.type === "estimate") return shownRounds(poll).map((round) => summary(poll, round)).join(". ");
  return chartRows(poll, options)
    .map(({ label, values }) => `${label}: ${poll.type === "words" ? number(values.at(-1).n) : values.map(({ figures }) => figures).join(" / ")}`)
    .join("; ");
}
