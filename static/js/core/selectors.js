// Selectors over a room's state. Pure.
import { PUBLIC_STATUSES, ROOM_FROM } from "./protocol.js";

/** The item that describes the room itself: title, state, settings … */
export const roomItem = (room) => room.items.get("room") ?? null;
export const ofKind = (room, kind) => [...room.items.values()].filter((item) => item.kind === kind);
export const questions = (room) => ofKind(room, "question");
/** Whether everybody sees questions and entries of this status. */
export const isPublic = (status) => PUBLIC_STATUSES.includes(status);
export const withStatus = (room, ...statuses) => questions(room).filter((each) => statuses.includes(each.status));

export const hasPoll = (room) => ofKind(room, "poll").length > 0;

/** Sorts by a key that the server gave (`top` or `new`), the biggest first, ties by id. */
export function sorted(items, key) {
  return [...items].sort((a, b) => compare(b[key], a[key]) || compare(a.id, b.id));
}

function compare(a, b) {
  if (a === b) return 0;
  if (a === undefined || b === undefined) return a === undefined ? -1 : 1;
  return a < b ? -1 : 1;
}

/** Published questions in the order of `key`, without those being answered or answered. */
export const openQuestions = (room, key) => sorted(withStatus(room, "published"), key);
export const answeredQuestions = (room) => sorted(withStatus(room, "answered"), "new");
/** The question being answered, or null. The server has at most one. */
export const currentQuestion = (room) => withStatus(room, "answering")[0] ?? null;

/** Whether a question is shown as pinned. A pin says what comes next: it is over once the question is answered. */
export const isPinned = ({ pinned, status }) => Boolean(pinned) && ["pending", "published"].includes(status);

export const isOwn = (room, question) => room.mine.questions.has(question.id);
export const ownQuestionsOf = (room) => sorted(questions(room).filter((each) => isOwn(room, each)), "new");

/** Whether this person voted for it, or for a question that was merged into it. */
export function hasVoted(room, question) {
  return room.mine.votes.has(question.id) || (question.merged ?? []).some((id) => room.mine.votes.has(id));
}

/** Whether the room's state allows attendees to send a command. */
export const allows = ({ state }, command) => ROOM_FROM[command].includes(state);

/** Returns null if an attendee may ask now, else the state or setting that forbids it. */
export function whyNotAsk(item) {
  if (!item) return "loading";
  if (!allows(item, "question.ask")) return item.state;
  return item.settings?.asking === false ? "asking_off" : null;
}

/** Returns null if an attendee may vote now, else the state or setting that forbids it. */
export function whyNotVote(item) {
  if (!item) return "loading";
  if (!allows(item, "question.vote")) return item.state;
  return item.settings?.voting === false ? "voting_off" : null;
}

/** Returns null if an attendee may send reactions now, else the room's state. */
export const whyNotReact = (item) => (allows(item, "react") ? null : item.state);
