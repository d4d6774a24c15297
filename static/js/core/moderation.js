// Written by `./suara protocol` from the rules in server/. Change them there.

/** Commands on a question, with the statuses in which they are allowed. */
export const QUESTION_FROM = Object.freeze({
  "question.publish": Object.freeze(["pending"]),
  "question.unpublish": Object.freeze(["published"]),
  "question.decline": Object.freeze(["pending", "published", "answering"]),
  "question.restore": Object.freeze(["answered", "declined"]),
  "question.take": Object.freeze(["published"]),
  "question.skip": Object.freeze(["published", "answering"]),
  "question.answered": Object.freeze(["published", "answering"]),
  "question.edit": Object.freeze(["pending", "published", "answering", "answered", "declined"]),
  "question.withdraw": Object.freeze(["pending"]),
  "question.merge": Object.freeze(["pending", "published"]),
  "question.unmerge": Object.freeze(["merged"]),
  "question.pin": Object.freeze(["published", "answering", "answered"]),
  "question.unpin": Object.freeze(["pending", "published", "answering", "answered", "declined"]),
  "question.label": Object.freeze(["pending", "published", "answering", "answered", "declined"]),
  "question.assign": Object.freeze(["pending", "published", "answering", "answered", "declined"]),
  "question.translate": Object.freeze(["pending", "published", "answering", "answered", "declined"]),
  "question.touch": Object.freeze([
    "pending", "published", "answering", "answered", "declined", "withdrawn", "merged",
  ]),
});

/** Commands that are allowed for an entry too, which is an answer to a text poll. */
export const ENTRY_COMMANDS = Object.freeze([
  "question.publish", "question.unpublish", "question.decline", "question.restore", "question.edit",
  "question.pin", "question.unpin", "question.label", "question.translate", "question.touch",
]);

/** Commands that take several `ids`. */
export const BULK_COMMANDS = Object.freeze(["question.decline", "question.publish"]);

/** Codes of reasons to decline a question. */
export const REASONS = Object.freeze([
  "answered_already", "off_topic", "duplicate", "unclear", "not_a_question", "tone",
]);

/** Time for which one touch shows a moderator at work, in seconds. */
export const TOUCH_S = 10;

/** Reactions of a room by default. */
export const REACTIONS = Object.freeze(["👏", "❤️", "😂", "🎉", "🤔", "👍"]);

/** Commands on a poll, with the states in which they are allowed. */
export const POLL_FROM = Object.freeze({
  "poll.edit": Object.freeze(["draft", "open", "closed"]),
  "poll.open": Object.freeze(["draft", "closed"]),
  "poll.close": Object.freeze(["open"]),
  "poll.extend": Object.freeze(["open"]),
  "poll.strike": Object.freeze(["open", "closed"]),
  "poll.reveal": Object.freeze(["open", "closed"]),
  "poll.hide": Object.freeze(["open", "closed"]),
  "poll.reset": Object.freeze(["open", "closed"]),
  "poll.unreset": Object.freeze(["open", "closed"]),
  "poll.delete": Object.freeze(["draft", "open", "closed"]),
  "poll.restore": Object.freeze(["deleted"]),
  "poll.copy": Object.freeze(["draft", "open", "closed"]),
  "poll.move": Object.freeze(["draft", "open", "closed"]),
  "poll.word": Object.freeze(["draft", "open", "closed"]),
});

/** Audience of a poll's results among attendees, by `show` and state. */
export const RESULTS_SEEN_BY = Object.freeze({
  always: Object.freeze({ draft: "nobody", open: "everyone", closed: "everyone" }),
  answered: Object.freeze({ draft: "nobody", open: "answered", closed: "everyone" }),
  closed: Object.freeze({ draft: "nobody", open: "nobody", closed: "everyone" }),
  hand: Object.freeze({ draft: "nobody", open: "nobody", closed: "nobody" }),
});

/** Audience after `poll.reveal` (true) and after `poll.hide` (false). */
export const RESULTS_BY_HAND = Object.freeze({ true: "everyone", false: "nobody" });

/** Fields of `poll.create`. */
export const POLL_FIELDS = Object.freeze([
  "prompt", "options", "show", "changeable", "min", "max", "low", "high", "steps", "unit", "floor", "ceiling",
  "right", "explanation", "limit_s", "moderated", "lang", "translations", "type",
]);

/** Fields that only polls of some types have, by type. */
export const POLL_FIELDS_OF_TYPE = Object.freeze({
  choice: Object.freeze(["options"]),
  multiple: Object.freeze(["options", "min", "max"]),
  yesno: Object.freeze([]),
  rating: Object.freeze(["steps"]),
  scale: Object.freeze(["low", "high", "steps"]),
  ranking: Object.freeze(["options"]),
  text: Object.freeze(["moderated"]),
  words: Object.freeze([]),
  estimate: Object.freeze(["unit", "floor", "ceiling"]),
  quiz: Object.freeze(["options", "right", "explanation"]),
});

/** Fields that an edit may change, by the poll's state. */
export const POLL_EDITABLE = Object.freeze({
  draft: Object.freeze([
    "prompt", "options", "show", "changeable", "min", "max", "low", "high", "steps", "unit", "floor",
    "ceiling", "right", "explanation", "limit_s", "moderated", "lang", "translations",
  ]),
  open: Object.freeze(["prompt", "options", "explanation", "lang", "translations"]),
  closed: Object.freeze([
    "prompt", "options", "show", "right", "explanation", "lang", "translations",
  ]),
});

/** Values of a new poll's fields by default, by type. */
export const POLL_DEFAULTS = Object.freeze({
  choice: Object.freeze({ show: "closed", changeable: true }),
  multiple: Object.freeze({ show: "closed", changeable: true }),
  yesno: Object.freeze({ show: "closed", changeable: true }),
  rating: Object.freeze({ show: "closed", changeable: true, steps: 5 }),
  scale: Object.freeze({ show: "closed", changeable: true, steps: 5 }),
  ranking: Object.freeze({ show: "closed", changeable: true }),
  text: Object.freeze({ show: "closed", changeable: true }),
  words: Object.freeze({ show: "closed", changeable: true }),
  estimate: Object.freeze({ show: "closed", changeable: true }),
  quiz: Object.freeze({ show: "closed", changeable: false, limit_s: 20 }),
});

/** Allowed numbers of steps, by type. */
export const POLL_STEPS = Object.freeze({
  rating: Object.freeze([5, 10]),
  scale: Object.freeze([2, 3, 4, 5, 6, 7, 8, 9, 10]),
});

/** Limits for the time of a poll, and a quiz's time by default, in seconds. */
export const POLL_LIMIT_S = Object.freeze({ least: 5, most: 3600, quiz: 20 });

/** Maximum lengths of texts in graphemes, and maximum counts. */
export const MODERATOR_LIMITS = Object.freeze({
  reason_graphemes: 200,
  notice_graphemes: 500,
  answer_graphemes: 2000,
  explanation_graphemes: 1000,
  reactions: 8,
  options: 50,
});
