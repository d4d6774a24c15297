// From what somebody ticked or typed to an answer as the server takes it, and back. Pure.
import { LIMITS } from "../../core/protocol.js";
import { graphemes, list, number, t } from "../../core/text.js";
import { readNumber } from "./numbers.js";

const ONE = new Set(["choice", "yesno", "quiz"]);
const MANY = new Set(["multiple", "ranking"]);
const STEPS = new Set(["rating", "scale"]);

/** The most graphemes of an answer that is typed: words for a cloud, or a text. */
export const longest = ({ type }) => (type === "words" ? LIMITS.words_graphemes : LIMITS.question_graphemes);

/** How many options somebody must and may tick. */
export const least = (poll) => poll.min ?? 1;
export const most = (poll) => Math.min(poll.max ?? Infinity, poll.options.length);
/** The steps of a rating or a scale: 1, 2 … */
export const steps = (poll) => Array.from({ length: poll.steps ?? 5 }, (_, index) => index + 1);

/** A form with nothing in it, or with what was answered before. A draft is an id, a list of ids, a number or a text. */
export function draftOf(poll, answer) {
  if (MANY.has(poll.type)) return answer ?? [];
  if (ONE.has(poll.type) || STEPS.has(poll.type)) return answer ?? null;
  if (poll.type === "estimate") return answer === undefined ? "" : number(answer);
  return answer ?? "";
}

/** Whether anything of it is worth keeping. */
export const isBlank = (draft) => draft === null || draft === undefined || draft.length === 0;

/** Options may have gone while somebody thought. */
export function pruned(poll, draft) {
  const there = (id) => poll.options.some((option) => option.id === id);
  if (ONE.has(poll.type)) return there(draft) ? draft : null;
  return MANY.has(poll.type) && Array.isArray(draft) ? draft.filter(there) : draft;
}

/** { answer } ready to be sent, or { problem: [key, params] }: what is missing, in a word. */
export function answerOf(poll, draft, lang) {
  if (ONE.has(poll.type) || STEPS.has(poll.type)) return isBlank(draft) ? { problem: ["poll.need.one"] } : { answer: draft };
  if (poll.type === "ranking") return draft.length ? { answer: draft } : { problem: ["poll.need.ranking"] };
  if (poll.type === "multiple") return ticked(poll, draft);
  if (poll.type === "estimate") return estimated(poll, draft, lang);
  const text = draft.trim();
  const over = graphemes(text) - longest(poll);
  if (over > 0) return { problem: ["ask.over", { n: over }] };
  return text ? { answer: text } : { problem: ["poll.need.text"] };
}

function ticked(poll, draft) {
  if (draft.length < least(poll)) return { problem: ["poll.need.more", { n: least(poll) }] };
  if (draft.length > most(poll)) return { problem: ["poll.need.fewer", { n: most(poll) }] };
  // In the order of the options: the same answer is the same, whichever was ticked first.
  return { answer: poll.options.map(({ id }) => id).filter((id) => draft.includes(id)) };
}

function estimated({ floor, ceiling }, draft, lang) {
  if (!draft.trim()) return { problem: ["poll.need.number"] };
  const value = readNumber(draft, lang);
  if (value === null) return { problem: ["poll.need.number_only"] };
  if (floor !== undefined && value < floor) return { problem: ["poll.need.at_least", { low: floor }] };
  if (ceiling !== undefined && value > ceiling) return { problem: ["poll.need.at_most", { high: ceiling }] };
  return { answer: value };
}

/** An answer in words, with the options as their reader knows them. */
export function answerText(poll, options, answer) {
  const text = (id) => options.find((option) => option.id === id)?.text ?? "–";
  if (ONE.has(poll.type)) return text(answer);
  if (poll.type === "multiple") return list(answer.map(text));
  if (poll.type === "ranking") return answer.map((id, index) => `${number(index + 1)}. ${text(id)}`).join("  ");
  if (STEPS.has(poll.type)) return t("poll.of", { value: answer, steps: poll.steps ?? 5 });
  if (poll.type === "estimate") return [number(answer), poll.unit].filter(Boolean).join(" ");
  return answer;
}

/** How many to tick, in words. */
export function tickHint(poll) {
  const [low, high, all] = [least(poll), most(poll), poll.options.length];
  if (low === high) return t("poll.tick.exactly", { n: low });
  if (high === all) return low > 1 ? t("poll.tick.at_least", { n: low }) : t("poll.tick.any");
  return low > 1 ? t("poll.tick.between", { low, n: high }) : t("poll.tick.at_most", { n: high });
}
