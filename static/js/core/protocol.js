// Written by `./suara protocol` from the rules in server/. Change them there.

/** Of the frames that these pages speak: the server refuses older ones. */
export const FRAMES_VERSION = 1;

/** What people may ask as. */
export const SECTORS = Object.freeze(["citizen", "ngo", "university", "startup", "business", "government"]);

/** Statuses that everybody sees. */
export const PUBLIC_STATUSES = Object.freeze(["published", "answering", "answered"]);

/** Commands that are worth nothing a moment later. */
export const PASSING = Object.freeze(["hello", "ping", "question.touch", "quiz.standing", "react"]);

/** Commands of which no ref is remembered: they may be sent again under a new number. */
export const WITHOUT_IDEMPOTENCY = Object.freeze([
  "hello", "ping", "poll.answer", "question.touch", "question.vote", "quiz.name", "quiz.standing", "react",
]);

/** How long a ref is remembered, in seconds. */
export const REFS_S = 86400;

/** The most graphemes of a text. */
export const LIMITS = Object.freeze({ question_graphemes: 500, short_graphemes: 60, words_graphemes: 200 });
