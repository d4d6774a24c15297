// Views of polls for the attendee's page, computed from the state. Pure.
import { allows, isPublic, ofKind, roomItem, sorted } from "../core/selectors.js";
import { shownVote } from "../core/pending.js";

const visiblePolls = (room) => ofKind(room, "poll").filter(({ state }) => state === "open" || state === "closed");
export const leaders = (room) => room.items.get("leaders") ?? null;

/** The poll opened last comes first, since people talk about it. */
const latestFirst = (polls) => [...polls].sort((a, b) => compare(b.opened_at ?? "", a.opened_at ?? "") || compare(a.position ?? 0, b.position ?? 0) || compare(a.id, b.id));
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** Polls above the questions. `closedHere`: ids of polls that closed while shown; they stay until they are put away. */
export function currentPolls(room, closedHere) {
  return latestFirst(visiblePolls(room).filter(({ id, state }) => state === "open" || closedHere.has(id)));
}

/** Polls under the tab of past polls. */
export const pastPolls = (room, closedHere) => latestFirst(visiblePolls(room).filter(({ id, state }) => state === "closed" && !closedHere.has(id)));

/** Returns the `closedHere` that holds after a change. A poll that opens takes the place of closed ones. */
export function nextClosedHere(closedHere, before, room) {
  if (!before.at || before === room) return closedHere;
  const was = (id) => before.items.get(id)?.state;
  const opened = visiblePolls(room).some(({ id, state }) => state === "open" && was(id) !== "open");
  const kept = [...(opened ? [] : closedHere)].filter((id) => room.items.get(id)?.state === "closed");
  const closed = visiblePolls(room).filter(({ id, state }) => state === "closed" && was(id) === "open").map(({ id }) => id);
  if (!closed.length && kept.length === closedHere.size) return closedHere;
  return new Set([...kept, ...closed]);
}

/** Returns null if this person may answer now, else the catalogue key of what forbids it. */
export function whyNotAnswer(state) {
  const item = roomItem(state.room);
  if (state.muted) return "poll.why.muted";
  return item && !allows(item, "poll.answer") ? `poll.why.${item.state}` : null;
}

/** View of a poll for a poll card, without the parts that only the browser knows. */
export function pollView(state, poll) {
  const { ballots, player } = state.room.mine;
  return {
    poll,
    answer: ballots[poll.id],
    pending: state.pending.ballots.get(poll.id),
    entries: poll.type === "text" ? entryViews(state, poll) : [],
    player,
    leaders: leaders(state.room),
    asksName: poll.type === "quiz" && !player?.name && !playedBefore(state.room),
  };
}

const playedBefore = ({ items, mine }) => Object.keys(mine.ballots).some((id) => items.get(id)?.type === "quiz");

function entryViews(state, poll) {
  const entries = ofKind(state.room, "entry").filter((entry) => entry.poll === poll.id && isPublic(entry.status));
  const mayVote = !whyNotAnswer(state) && roomItem(state.room)?.settings?.voting !== false;
  return sorted(entries, "top").map((entry) => ({ entry, vote: shownVote(state.room, state.pending, entry), mayVote }));
}

/** Returns what screen readers should announce of a change: polls that opened or closed, as {topic, poll}. */
export function pollAnnouncements(before, room) {
  if (!before.at || before === room) return [];
  return visiblePolls(room)
    .filter(({ id, state }) => (before.items.get(id)?.state ?? "draft") !== state)
    .filter(({ id, state }) => state === "open" || before.items.get(id)?.state === "open")
    .map((poll) => ({ topic: poll.id, poll }));
}
