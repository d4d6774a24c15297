import assert from "node:assert/strict";
import { test } from "node:test";
import { currentPolls, nextClosedHere, pastPolls, pollAnnouncements, pollView, whyNotAnswer } from "../../../static/js/attendee/pollviews.js";
import { ballotSent, nothingPending } from "../../../static/js/core/pending.js";
import { applySync, emptyRoom } from "../../../static/js/core/room.js";

const talk = { kind: "room", id: "room", state: "open", settings: { voting: true } };
const poll = (id, fields = {}) => ({ kind: "poll", id, type: "choice", prompt: id, options: [], state: "open", round: 1, opened_at: "2020-12-16T08:00:00Z", ...fields });
const begun = (put, mine, item = talk) => applySync(emptyRoom(), { sync: { at: "1", full: true }, put: [item, ...put], mine });
const next = (room, put, gone) => applySync(room, { sync: { at: "2" }, put, gone });
const state = (room, more = {}) => ({ room, pending: nothingPending(), muted: false, ...more });
const ids = (some) => some.map(({ id }) => id);

test("the poll opened last comes first, closed ones are past, drafts are hidden", () => {
  const later = { opened_at: "2020-12-16T09:00:00Z" };
  const room = begun([poll("p_1"), poll("p_2", later), poll("p_3", { state: "draft" }), poll("p_4", { state: "closed" }), poll("p_5", { ...later, state: "closed" })]);
  assert.deepEqual([ids(currentPolls(room, new Set())), ids(pastPolls(room, new Set()))], [["p_2", "p_1"], ["p_5", "p_4"]]);
});

test("a poll that closes while shown stays until it is put away or the next one opens", () => {
  const before = begun([poll("p_1"), poll("p_0", { state: "closed" })]);
  const closed = next(before, [poll("p_1", { state: "closed" })]);
  const kept = nextClosedHere(new Set(), before, closed);
  assert.deepEqual([[...kept], ids(currentPolls(closed, kept)), ids(pastPolls(closed, kept))], [["p_1"], ["p_1"], ["p_0"]]);
  assert.equal(nextClosedHere(kept, closed, next(closed, [talk])), kept, "anything else leaves it where it is");
  assert.deepEqual([...nextClosedHere(kept, closed, next(closed, [poll("p_2")]))], []);
  assert.deepEqual([...nextClosedHere(kept, closed, next(closed, [], ["p_1"]))], []);
  assert.deepEqual([...nextClosedHere(new Set(), emptyRoom(), closed)], [], "what had closed before one came is past");
});

test("openings and closings are announced once, but not the polls that are there at first", () => {
  const before = begun([poll("p_1")]);
  const after = next(before, [poll("p_1", { state: "closed" }), poll("p_2"), poll("p_3", { state: "closed" })]);
  assert.deepEqual(pollAnnouncements(before, after).map(({ poll: { id, state: is } }) => [id, is]), [["p_1", "closed"], ["p_2", "open"]]);
  assert.deepEqual([pollAnnouncements(after, next(after, [talk])), pollAnnouncements(emptyRoom(), before)], [[], []]);
});

test("nobody answers before the talk, after it, or muted; while asking is paused all do", () => {
  const why = (is, more) => whyNotAnswer(state(begun([], {}, { ...talk, state: is }), more));
  assert.deepEqual(["open", "paused", "scheduled", "closed"].map((is) => why(is)), [null, null, "poll.why.scheduled", "poll.why.closed"]);
  assert.equal(why("open", { muted: true }), "poll.why.muted");
});

test("a view has the own answer and the one being sent; entries are the public ones, most votes first", () => {
  const entry = (id, fields) => ({ kind: "entry", id, poll: "p_1", text: id, status: "published", votes: 1, top: 1, ...fields });
  const text = poll("p_1", { type: "text" });
  const room = begun([text, entry("e_1"), entry("e_2", { top: 5, votes: 4 }), entry("e_3", { status: "declined" }), entry("e_4", { poll: "p_2" })], { ballots: { p_1: "Hi" }, votes: ["e_2"] });
  const view = pollView(state(room, { pending: ballotSent(nothingPending(), "p_1", { answer: "Ho" }) }), text);
  assert.deepEqual([view.answer, view.pending.fields.answer, view.pending.state], ["Hi", "Ho", "sending"]);
  assert.deepEqual(view.entries.map(({ entry: { id }, vote, mayVote }) => [id, vote.on, vote.votes, mayVote]), [["e_2", true, 4, true], ["e_1", false, 1, true]]);
});

test("the nickname is asked for once, before the first quiz is answered", () => {
  const quiz = poll("p_1", { type: "quiz" });
  const asks = (mine) => pollView(state(begun([quiz, poll("p_2", { type: "quiz" })], mine)), quiz).asksName;
  assert.deepEqual([asks({}), asks({ player: { name: "Ayu", points: 0 } }), asks({ ballots: { p_2: "o1" } })], [true, false, false]);
});
