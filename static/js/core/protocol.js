// Written by `./suara protocol` from the rules in server/. Change them there.

/** Version of the frames that these pages send. The server refuses older ones. */
export const FRAMES_VERSION = 1;

/** Sectors that an asker can belong to. */
export const SECTORS = Object.freeze(["citizen", "ngo", "university", "startup", "business", "government"]);

/** Statuses that everybody sees. */
export const PUBLIC_STATUSES = Object.freeze(["published", "answering", "answered"]);

/** Commands of attendees, with the states of the room in which they are allowed. */
export const ROOM_FROM = Object.freeze({
  "question.ask": Object.freeze(["open"]),
  "question.vote": Object.freeze(["open", "paused"]),
  "poll.answer": Object.freeze(["open", "paused"]),
  "quiz.name": Object.freeze(["open", "paused"]),
  react: Object.freeze(["open", "paused"]),
});

/** Close codes of sockets that must not be opened again. */
export const CLOSE = Object.freeze({ key_refused: 4401, no_room: 4404 });

/** Commands that are not worth sending later. */
export const PASSING = Object.freeze(["hello", "ping", "question.touch", "quiz.standing", "react"]);

/** Commands without a remembered ref. They can be sent again under a new number. */
export const WITHOUT_IDEMPOTENCY = Object.freeze([
  "hello", "ping", "poll.answer", "question.touch", "question.vote", "quiz.name", "quiz.standing", "react",
]);

/** Time for which the server remembers a ref, in seconds. */
export const REFS_S = 86400;

/** Maximum lengths of texts, in graphemes. */
export const LIMITS = Object.freeze({ question_graphemes: 500, short_graphemes: 60, words_graphemes: 200 });
