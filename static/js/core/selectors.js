// Questions to ask of a room's state; pure like room.js.
import { PUBLIC_STATUSES } from "./protocol.js";

export const theRoom = (room) => room.items.get("room") ?? null;
export const ofKind = (room, kind) => [...room.items.values()].filter((item) => item.kind === kind);
export const questions = (room) => ofKind(room, "question");
/** Statuses that everybody sees. */
export const PUBLIC = new Set(PUBLIC_STATUSES);
export const withStatus = (room, ...statuses) => questions(room).filter((each) => statuses.includes(each.status));

export const hasPoll = (room) => ofKind(room, "poll").length > 0;

/** By the sort key the server gave (`top` or `new`): bigger first, ties by id. */
export function sorted(items, key) {
  return [...items].sort((a, b) => compare(b[key], a[key]) || compare(a.id, b.id));
}

function compare(a, b) {
  if (a === b) return 0;
  if (a === undefined || b === undefined) return a === undefined ? -1 : 1;
  return a < b ? -1 : 1;
}

/** Published ones in the order of `key`; what is answered or being answered stands elsewhere. */
export const open = (room, key) => sorted(withStatus(room, "published"), key);
export const answered = (room) => sorted(withStatus(room, "answered"), "new");
export const answering = (room) => withStatus(room, "answering")[0] ?? room.items.get(theRoom(room)?.now) ?? null;

export const isOwn = (room, question) => room.mine.questions.has(question.id);
export const own = (room) => sorted(questions(room).filter((each) => isOwn(room, each)), "new");

/** Voted for it, or for one that was merged into it. */
export function voted(room, question) {
  return room.mine.votes.has(question.id) || (question.merged ?? []).some((id) => room.mine.votes.has(id));
}

/** What someone may do now as an attendee: `null` if they may, else the state or setting that stands against it. */
export function whyNotAsk(item) {
  if (!item) return "loading";
  if (item.state !== "open") return item.state;
  return item.settings?.asking === false ? "asking_off" : null;
}

export function whyNotVote(item) {
  if (!item) return "loading";
  if (item.state === "scheduled" || item.state === "closed") return item.state;
  return item.settings?.voting === false ? "voting_off" : null;
}

export const whyNotReact = (item) => (item.state === "open" || item.state === "paused" ? null : item.state);
