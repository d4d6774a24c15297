// The questions that come next, for the speaker and the stage. Pure.
import { sorted } from "./selectors.js";

/** Returns published questions in the server's order, skipped ones last. */
export function upNext(questions, count = Infinity) {
  const waiting = sorted(questions.filter((question) => question.status === "published"), "top");
  return [...waiting.filter(({ skipped }) => !skipped), ...waiting.filter(({ skipped }) => skipped)].slice(0, count);
}
