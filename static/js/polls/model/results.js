// Results of a poll as rows, the same on every page. Pure.
import { wholePercents } from "./percentages.js";

const POINTS = "ranking";
const PARTS = new Set(["choice", "yesno", "quiz", "rating", "scale"]); // everybody is counted in exactly one row

/**
 * Returns rows in display order: {id, label, n, share, shown}. `n`: people, or points in a ranking. `share`: of the people who
 * answered, or of the points that an option has if everybody ranks it first. Returns [] while results are hidden.
 * `shown`: the share to write as a percentage; those of the parts of a whole add up to 1.
 * `options`: with texts in the reader's language. `results`, `ballots`: of an earlier round.
 */
export function rows(poll, { options = poll.options, results = poll.results, ballots = poll.ballots } = {}) {
  const found = exactRows(poll, options, results, ballots);
  const isWhole = PARTS.has(poll.type) && found.reduce((sum, { n }) => sum + n, 0) === ballots;
  const shown = isWhole ? wholePercents(found.map(({ n }) => n)) : found.map(({ share }) => share);
  return found.map((each, index) => ({ ...each, shown: shown[index] }));
}

function exactRows(poll, options, results, ballots) {
  if (!results) return [];
  if (poll.type === "words") return (results.top ?? []).map(([word, n]) => row(word, word, n, ballots));
  if (poll.type === "estimate") return bins(results).map(({ from, to, n }) => row(`${from}–${to}`, "", n, results.n));
  if (poll.type === "text") return [];
  if (poll.type === "rating" || poll.type === "scale") {
    return Array.from({ length: poll.steps ?? 5 }, (_, index) => String(index + 1)).map((step) => row(step, step, results[step], ballots));
  }
  const whole = poll.type === POINTS ? ballots * (options.length - 1) : ballots;
  const found = options.map(({ id, text }) => row(id, text, results[id], whole));
  return poll.type === POINTS ? found.sort((a, b) => b.n - a.n) : found; // ties stay in the options' order
}

const row = (id, label, n = 0, whole = 0) => ({ id, label, n, share: whole ? n / whole : 0 });

/** Returns the bins of a histogram, the lowest first. */
export const bins = (results) => (results.bins ?? []).map(([from, to, n]) => ({ from, to, n }));

/** Returns the rounds whose results are visible, the first one first: {round, ballots, results, mean?}. */
export function rounds(poll) {
  if (!poll.results) return [];
  const { round = 1, ballots, results, mean } = poll;
  return [...(poll.earlier ?? []), { round, ballots, results, mean }];
}

/** Returns the mean of a rating or scale, the server's or one computed from the distribution; null without answers. */
export function mean({ mean: counted, results = {} }) {
  if (counted !== undefined && counted !== null) return counted;
  const steps = Object.entries(results).map(([step, n]) => [Number(step), n]).filter(([step]) => step > 0);
  const people = steps.reduce((sum, [, n]) => sum + n, 0);
  return people ? steps.reduce((sum, [step, n]) => sum + step * n, 0) / people : null;
}
