// This person's commands that the server has not confirmed. They are shown at once, marked as waiting, then
// settled or marked as failed. Pure: an overlay over a room (room.js), which it never changes.
import { hasVoted, ownQuestionsOf } from "./selectors.js";

/**
 * asks: ref → {ref, fields, state: "sending"|"accepted"|"failed", code, id?}; votes: id → the wanted vote;
 * changes: id → {name, text?, state, code}; ballots: poll id → {fields: {answer, took_ms?}, state, code}
 */
export function nothingPending() {
  return { asks: new Map(), votes: new Map(), changes: new Map(), ballots: new Map() };
}

const updated = (pending, name, edit) => {
  const map = new Map(pending[name]);
  edit(map);
  return { ...pending, [name]: map };
};

export const askSent = (pending, ref, fields) =>
  updated(pending, "asks", (asks) => asks.set(ref, { ref, fields, state: "sending" }));

/** The server accepted it under `id`. It is shown until the room's own item arrives (see ownQuestions). */
export const askAccepted = (pending, ref, { id, status }) =>
  updated(pending, "asks", (asks) => asks.has(ref) && asks.set(ref, { ...asks.get(ref), state: "accepted", id, status }));

export const askFailed = (pending, ref, code) =>
  updated(pending, "asks", (asks) => asks.has(ref) && asks.set(ref, { ...asks.get(ref), state: "failed", code }));

export const askForgotten = (pending, ref) => updated(pending, "asks", (asks) => asks.delete(ref));

export const voteWanted = (pending, id, on) => updated(pending, "votes", (votes) => votes.set(id, on));
export const voteSettled = (pending, id) => updated(pending, "votes", (votes) => votes.delete(id));

/** `change`: an edit or a withdrawal of an own question, {name, text?}. */
export const changeSent = (pending, id, change) =>
  updated(pending, "changes", (changes) => changes.set(id, { ...change, state: "sending" }));
export const changeFailed = (pending, id, code) =>
  updated(pending, "changes", (changes) => changes.has(id) && changes.set(id, { ...changes.get(id), state: "failed", code }));
export const changeSettled = (pending, id) => updated(pending, "changes", (changes) => changes.delete(id));

export const ballotSent = (pending, poll, fields) =>
  updated(pending, "ballots", (ballots) => ballots.set(poll, { fields, state: "sending" }));
/** The fields stay, so that the answer can be sent again. */
export const ballotFailed = (pending, poll, code) =>
  updated(pending, "ballots", (ballots) => ballots.set(poll, { ...ballots.get(poll), state: "failed", code }));
export const ballotSettled = (pending, poll) => updated(pending, "ballots", (ballots) => ballots.delete(poll));

/** Returns the vote to show. A wanted vote counts before it is confirmed. */
export function shownVote(room, pending, question) {
  const settled = hasVoted(room, question);
  const wanted = pending.votes.get(question.id);
  const waiting = wanted !== undefined && wanted !== settled;
  const on = waiting ? wanted : settled;
  const votes = (question.votes ?? 0) + (waiting ? (wanted ? 1 : -1) : 0);
  return { on, votes: Math.max(0, votes), waiting };
}

/**
 * Returns own questions, unconfirmed ones first, each as `{question, ask?, change?}`. The room's item replaces an
 * accepted ask as soon as it arrives.
 */
export function ownQuestions(room, pending) {
  const sending = [...pending.asks.values()]
    .filter((ask) => !room.items.has(ask.id))
    .reverse()
    .map((ask) => ({ question: questionFrom(ask), ask }));
  return [...sending, ...ownQuestionsOf(room).map((question) => withChange(question, pending.changes.get(question.id)))];
}

/** A new text is shown before it is confirmed. */
function withChange(question, change) {
  return { question: change?.text && change.state === "sending" ? { ...question, text: change.text } : question, change };
}

function questionFrom(ask) {
  const { text, lang, name, sector, city } = ask.fields;
  const status = ask.state === "accepted" ? (ask.status ?? "pending") : ask.state;
  return { kind: "question", id: ask.id ?? ask.ref, text, lang, status, votes: 0, by: { name, sector, city } };
}
