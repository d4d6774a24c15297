import assert from "node:assert/strict";
import { test } from "node:test";
import { Drafts } from "../../../static/js/attendee/drafts.js";
import { heardOfPolls, onTop, past, pollView, staying, whyNotAnswer } from "../../../static/js/attendee/pollviews.js";
import { clockAhead } from "../../../static/js/net/serverclock.js";
import { ballotSent, nothingPending } from "../../../static/js/core/pending.js";
import { applySync, emptyRoom } from "../../../static/js/core/room.js";
import { placeOf } from "../../../static/js/polls/leaderboard.js";
import { pretendStorage } from "../pretend.js";

const talk = { kind: "room", id: "room", state: "open", settings: { voting: true } };
const poll = (id, fields = {}) => ({ kind: "poll", id, type: "choice", prompt: id, options: [], state: "open", round: 1, opened_at: "2020-12-16T08:00:00Z", ...fields });
const begun = (put, mine, item = talk) => applySync(emptyRoom(), { sync: { at: "1", full: true }, put: [item, ...put], mine });
const next = (room, put, gone) => applySync(room, { sync: { at: "2" }, put, gone });
const state = (room, more = {}) => ({ room, pending: nothingPending(), muted: false, ...more });
const ids = (some) => some.map(({ id }) => id);

test("the poll opened last stands first, drafts nowhere, closed ones among the past", () => {
  const later = { opened_at: "2020-12-16T09:00:00Z" };
  const room = begun([poll("p_1"), poll("p_2", later), poll("p_3", { state: "draft" }), poll("p_4", { state: "closed" }), poll("p_5", { ...later, state: "closed" })]);
  assert.deepEqual([ids(onTop(room, new Set())), ids(past(room, new Set()))], [["p_2", "p_1"], ["p_5", "p_4"]]);
});

test("a poll that closes before one's eyes stays until it is put away or the next one opens", () => {
  const before = begun([poll("p_1"), poll("p_0", { state: "closed" })]);
  const closed = next(before, [poll("p_1", { state: "closed" })]);
  const kept = staying(new Set(), before, closed);
  assert.deepEqual([[...kept], ids(onTop(closed, kept)), ids(past(closed, kept))], [["p_1"], ["p_1"], ["p_0"]]);
  assert.equal(staying(kept, closed, next(closed, [talk])), kept, "anything else leaves it where it is");
  assert.deepEqual([...staying(kept, closed, next(closed, [poll("p_2")]))], []);
  assert.deepEqual([...staying(kept, closed, next(closed, [], ["p_1"]))], []);
  assert.deepEqual([...staying(new Set(), emptyRoom(), closed)], [], "what had closed before one came is past");
});

test("openings and closings are heard, once, and not what one finds when one comes", () => {
  const before = begun([poll("p_1")]);
  const after = next(before, [poll("p_1", { state: "closed" }), poll("p_2"), poll("p_3", { state: "closed" })]);
  assert.deepEqual(heardOfPolls(before, after).map(({ poll: { id, state: is } }) => [id, is]), [["p_1", "closed"], ["p_2", "open"]]);
  assert.deepEqual([heardOfPolls(after, next(after, [talk])), heardOfPolls(emptyRoom(), before)], [[], []]);
});

test("nobody answers before the talk, after it, or muted; while asking is paused all do", () => {
  const why = (is, more) => whyNotAnswer(state(begun([], {}, { ...talk, state: is }), more));
  assert.deepEqual(["open", "paused", "scheduled", "closed"].map((is) => why(is)), [null, null, "poll.why.scheduled", "poll.why.closed"]);
  assert.equal(why("open", { muted: true }), "poll.why.muted");
});

test("a card knows the own answer and what is on its way; entries are the public ones, most wanted first", () => {
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

test("a draft is kept over a reload, for its own round, until it is dropped or its poll is over", () => {
  const storage = pretendStorage();
  const drafts = new Drafts("GOV1", storage);
  drafts.keep(poll("p_1"), ["o1"]);
  drafts.keep(poll("__proto__"), "text");
  const again = new Drafts("GOV1", storage);
  assert.deepEqual([again.of(poll("p_1")), again.of(poll("p_1", { round: 2 })), again.of(poll("__proto__")), again.of(poll("p_9"))], [["o1"], undefined, "text", undefined]);
  again.prune(new Set(["p_1"]));
  assert.deepEqual([again.of(poll("__proto__")), storage.kept.size], [undefined, 1]);
  again.keep(poll("p_1"), []);
  assert.equal(storage.kept.size, 0);
});

test("the server's clock is read from any answer; without one, one's own has to do", async () => {
  const times = [10_000, 10_400];
  const answer = { headers: { get: () => "Thu, 01 Jan 1970 00:00:05 GMT" } };
  assert.equal(await clockAhead(async () => answer, () => times.shift()), 4700);
  assert.equal(await clockAhead(async () => { throw new TypeError("no network"); }, () => 0), 0);
  assert.equal(await clockAhead(async () => ({ headers: { get: () => null } }), () => 0), 0);
});

test("one's own place is as told, else where one's name stands among the first", () => {
  const leaders = { players: 30, top: [{ name: "Ayu", points: 900, rank: 1 }] };
  const told = { name: "Budi", points: 5, rank: 29 };
  assert.deepEqual([placeOf(told, leaders), placeOf({ name: "Ayu" }, leaders)], [told, leaders.top[0]]);
  assert.deepEqual([placeOf({ name: "Wati" }, leaders), placeOf(undefined, leaders), placeOf({ name: "Ayu" }, null)], [null, null, null]);
});
