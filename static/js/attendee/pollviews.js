// What the attendee's polls show, worked out from the state; pure.
import { PUBLIC, ofKind, sorted, theRoom } from "../core/selectors.js";
import { shownVote } from "../core/pending.js";

export const polls = (room) => ofKind(room, "poll").filter(({ state }) => state === "open" || state === "closed");
export const leaders = (room) => room.items.get("leaders") ?? null;

/** The one opened last first: it is what is talked about. */
const latest = (some) => [...some].sort((a, b) => compare(b.opened_at ?? "", a.opened_at ?? "") || compare(a.position ?? 0, b.position ?? 0) || compare(a.id, b.id));
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** `closedHere`: ids of those that closed before these eyes; they stay where they were until they are put away. */
export function onTop(room, closedHere) {
  return latest(polls(room).filter(({ id, state }) => state === "open" || closedHere.has(id)));
}

export const past = (room, closedHere) => latest(polls(room).filter(({ id, state }) => state === "closed" && !closedHere.has(id)));

/** Those that closed, and stay, after this change: when another one opens, it takes their place. */
export function staying(closedHere, before, room) {
  if (!before.at || before === room) return closedHere;
  const was = (id) => before.items.get(id)?.state;
  const opened = polls(room).some(({ id, state }) => state === "open" && was(id) !== "open");
  const kept = [...(opened ? [] : closedHere)].filter((id) => room.items.get(id)?.state === "closed");
  const closed = polls(room).filter(({ id, state }) => state === "closed" && was(id) === "open").map(({ id }) => id);
  if (!closed.length && kept.length === closedHere.size) return closedHere;
  return new Set([...kept, ...closed]);
}

/** Why nobody like this person may answer now, as a key of the catalogue; null if they may. */
export function whyNotAnswer(state) {
  const talk = theRoom(state.room);
  if (state.muted) return "poll.why.muted";
  return talk?.state === "closed" || talk?.state === "scheduled" ? `poll.why.${talk.state}` : null;
}

/** A failed or waiting answer of an earlier round says nothing about this one. */
export function pollView(state, poll) {
  const { ballots, player } = state.room.mine;
  return {
    poll,
    answer: ballots[poll.id],
    pending: state.pending.ballots.get(poll.id),
    entries: poll.type === "text" ? entries(state, poll) : [],
    player,
    leaders: leaders(state.room),
    asksName: poll.type === "quiz" && !player?.name && !playedBefore(state.room),
  };
}

const playedBefore = ({ items, mine }) => Object.keys(mine.ballots).some((id) => items.get(id)?.type === "quiz");

function entries(state, poll) {
  const of = ofKind(state.room, "entry").filter((entry) => entry.poll === poll.id && PUBLIC.has(entry.status));
  const mayVote = !whyNotAnswer(state) && theRoom(state.room)?.settings?.voting !== false;
  return sorted(of, "top").map((entry) => ({ entry, vote: shownVote(state.room, state.pending, entry), mayVote }));
}

/** What a screen reader should hear of a change: polls that opened or closed. */
export function heardOfPolls(before, room) {
  if (!before.at || before === room) return [];
  return polls(room)
    .filter(({ id, state }) => (before.items.get(id)?.state ?? "draft") !== state)
    .filter(({ id, state }) => state === "open" || before.items.get(id)?.state === "open")
    .map((poll) => ({ topic: poll.id, poll }));
}
