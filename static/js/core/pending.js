// What this person did and the server has not confirmed: shown at once, marked as waiting, then settled or
// failed for all to see. Pure; lies over a room (room.js) and never changes it.
import { own, voted } from "./selectors.js";

/** asks: ref → {ref, fields, state: "sending"|"failed", code, id?}; votes: id → wanted; acts: id → {name, text?, state, code};
 *  ballots: poll → {fields: {answer, took_ms?}, state, code} */
export function nothingPending() {
  return { asks: new Map(), votes: new Map(), acts: new Map(), ballots: new Map() };
}

const changed = (pending, name, edit) => {
  const map = new Map(pending[name]);
  edit(map);
  return { ...pending, [name]: map };
};

export const askSent = (pending, ref, fields) =>
  changed(pending, "asks", (asks) => asks.set(ref, { ref, fields, state: "sending" }));

/** Accepted under `id`; it stays on show until the room's own item arrives (see ownQuestions). */
export const askAccepted = (pending, ref, { id, status }) =>
  changed(pending, "asks", (asks) => asks.has(ref) && asks.set(ref, { ...asks.get(ref), state: "accepted", id, status }));

export const askFailed = (pending, ref, code) =>
  changed(pending, "asks", (asks) => asks.has(ref) && asks.set(ref, { ...asks.get(ref), state: "failed", code }));

export const askForgotten = (pending, ref) => changed(pending, "asks", (asks) => asks.delete(ref));

export const voteWanted = (pending, id, on) => changed(pending, "votes", (votes) => votes.set(id, on));
export const voteSettled = (pending, id) => changed(pending, "votes", (votes) => votes.delete(id));

/** An edit or a withdrawal of an own question. */
export const actSent = (pending, id, act) => changed(pending, "acts", (acts) => acts.set(id, { ...act, state: "sending" }));
export const actFailed = (pending, id, code) =>
  changed(pending, "acts", (acts) => acts.has(id) && acts.set(id, { ...acts.get(id), state: "failed", code }));
export const actSettled = (pending, id) => changed(pending, "acts", (acts) => acts.delete(id));

export const ballotSent = (pending, poll, fields) =>
  changed(pending, "ballots", (ballots) => ballots.set(poll, { fields, state: "sending" }));
/** What was answered last stays, so that it can be sent again. */
export const ballotFailed = (pending, poll, code) =>
  changed(pending, "ballots", (ballots) => ballots.set(poll, { ...ballots.get(poll), state: "failed", code }));
export const ballotSettled = (pending, poll) => changed(pending, "ballots", (ballots) => ballots.delete(poll));

/** The vote as the person sees it: what they want counts before it is confirmed. */
export function shownVote(room, pending, question) {
  const settled = voted(room, question);
  const wanted = pending.votes.get(question.id);
  const waiting = wanted !== undefined && wanted !== settled;
  const on = waiting ? wanted : settled;
  const votes = (question.votes ?? 0) + (waiting ? (wanted ? 1 : -1) : 0);
  return { on, votes: Math.max(0, votes), waiting };
}

/** Own questions, those on their way first. Each `{question, ask?, act?}`; an accepted ask gives way to the room's item. */
export function ownQuestions(room, pending) {
  const sending = [...pending.asks.values()]
    .filter((ask) => !room.items.has(ask.id))
    .reverse()
    .map((ask) => ({ question: draftOf(ask), ask }));
  return [...sending, ...own(room).map((question) => changing(question, pending.acts.get(question.id)))];
}

/** A new text is shown at once, like everything else one does. */
function changing(question, act) {
  return { question: act?.text && act.state === "sending" ? { ...question, text: act.text } : question, act };
}

function draftOf(ask) {
  const { text, lang, name, sector, city } = ask.fields;
  const status = ask.state === "accepted" ? (ask.status ?? "pending") : ask.state;
  return { kind: "question", id: ask.id ?? ask.ref, text, lang, status, votes: 0, by: { name, sector, city } };
}
