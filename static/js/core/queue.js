// What comes next, for the speaker and the stage. No DOM.
import { sorted } from "./selectors.js";

/** Published questions in the order the server gave; skipped ones last. */
export function upNext(questions, count = Infinity) {
  const wanted = sorted(questions.filter((question) => question.status === "published"), "top");
  return [...wanted.filter(({ skipped }) => !skipped), ...wanted.filter(({ skipped }) => skipped)].slice(0, count);
}

export const beingAnswered = (questions) => questions.find((question) => question.status === "answering") ?? null;
