// Conversion between a form's draft and an answer as the server takes it. Pure.
import { LIMITS } from "../../core/protocol.js";
import { graphemes, list, number, t } from "../../core/text.js";
import { plainText, readings } from "./numbers.js";

const ONE = new Set(["choice", "yesno", "quiz"]);
const MANY = new Set(["multiple", "ranking"]);
const STEPS = new Set(["rating", "scale"]);

/** The most graphemes of a typed answer: words for a cloud, or a text. */
export const maxGraphemes = ({ type }) => (type === "words" ? LIMITS.words_graphemes : LIMITS.question_graphemes);

/** How many options must and may be ticked. */
const minTicks = (poll) => poll.min ?? 1;
export const maxTicks = (poll) => Math.min(poll.max ?? Infinity, poll.options.length);
/** The steps of a rating or a scale: 1, 2 … */
export const steps = (poll) => Array.from({ length: poll.steps ?? 5 }, (_, index) => index + 1);

/** Returns the draft of an earlier answer, or an empty one. A draft is an id, a list of ids, a number or a text. */
export function answerDraft(poll, answer) {
  if (MANY.has(poll.type)) return answer ?? [];
  if (ONE.has(poll.type) || STEPS.has(poll.type)) return answer ?? null;
  if (poll.type === "estimate") return answer === undefined ? "" : plainText(answer);
  return answer ?? "";
}

/** Whether a draft is empty. */
export const isBlank = (draft) => draft === null || draft === undefined || draft.length === 0;

/** Returns the draft without options that were removed meanwhile. */
export function pruned(poll, draft) {
  const exists = (id) => poll.options.some((option) => option.id === id);
  if (ONE.has(poll.type)) return exists(draft) ? draft : null;
  return MANY.has(poll.type) && Array.isArray(draft) ? draft.filter(exists) : draft;
}

/** Returns { answer } to send, or { problem: [key, params] }: the text that says what is wrong. */
export function answerOf(poll, draft) {
  if (ONE.has(poll.type) || STEPS.has(poll.type)) return isBlank(draft) ? { problem: ["poll.need.one"] } : { answer: draft };
  if (poll.type === "ranking") return draft.length ? { answer: draft } : { problem: ["poll.need.ranking"] };
  if (poll.type === "multiple") return ticked(poll, draft);
  if (poll.type === "estimate") return estimated(poll, draft);
  const text = draft.trim();
  const over = graphemes(text) - maxGraphemes(poll);
  if (over > 0) return { problem: ["ask.over", { n: over }] };
  return text ? { answer: text } : { problem: ["poll.need.text"] };
}

function ticked(poll, draft) {
  if (draft.length < minTicks(poll)) return { problem: ["poll.need.more", { n: minTicks(poll) }] };
  if (draft.length > maxTicks(poll)) return { problem: ["poll.need.fewer", { n: maxTicks(poll) }] };
  // In the order of the options, so that equal answers are equal in whatever order they were ticked.
  return { answer: poll.options.map(({ id }) => id).filter((id) => draft.includes(id)) };
}

function estimated({ floor, ceiling, unit }, draft) {
  if (!draft.trim()) return { problem: ["poll.need.number"] };
  const [value, other] = readings(draft, unit);
  if (value === undefined) return { problem: ["poll.need.number_only"] };
  if (other !== undefined) return { problem: ["poll.need.which_number", { a: plainText(value), b: plainText(other) }] };
  if (floor !== undefined && value < floor) return { problem: ["poll.need.at_least", { low: floor }] };
  if (ceiling !== undefined && value > ceiling) return { problem: ["poll.need.at_most", { high: ceiling }] };
  return { answer: value };
}

/** Returns an answer in words. `options`: with texts in the reader's language. */
export function answerText(poll, options, answer) {
  const text = (id) => options.find((option) => option.id === id)?.text ?? "–";
  if (ONE.has(poll.type)) return text(answer);
  if (poll.type === "multiple") return list(answer.map(text));
  if (poll.type === "ranking") return answer.map((id, index) => `${number(index + 1)}. ${text(id)}`).join("  ");
  if (STEPS.has(poll.type)) return t("poll.of", { value: answer, steps: poll.steps ?? 5 });
  if (poll.type === "estimate") return [number(answer), poll.unit].filter(Boolean).join(" ");
  return answer;
}

/** Returns how many options may be ticked, in words. */
export function tickHint(poll) {
  const [low, high, all] = [minTicks(poll), maxTicks(poll), poll.options.length];
  if (low === high) return t("poll.tick.exactly", { n: low });
  if (high === all) return low > 1 ? t("poll.tick.at_least", { n: low }) : t("poll.tick.any");
  return low > 1 ? t("poll.tick.between", { low, n: high }) : t("poll.tick.at_most", { n: high });
}
