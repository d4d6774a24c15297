import assert from "node:assert/strict";
import { test } from "node:test";
import { card, questionAnnouncements, cardsUnder } from "../../../static/js/attendee/questionviews.js";
import { nothingPending } from "../../../static/js/core/pending.js";
import { applySync, emptyRoom } from "../../../static/js/core/room.js";

const talk = { kind: "room", id: "room", title: "Talk", state: "open", settings: {} };
const question = (id, fields = {}) => ({ kind: "question", id, text: id, status: "published", votes: 0, top: 0, new: 0, ...fields });
const begun = (put, mine) => applySync(emptyRoom(), { sync: { at: "1", full: true }, put: [talk, ...put], mine });
const next = (room, put, mine) => applySync(room, { sync: { at: "2" }, put, mine });
const state = (room, more = {}) => ({ room, pending: nothingPending(), refOf: new Map(), muted: false, ...more });

test("votes are possible on what is public and open for votes, not by the muted, not on answered ones", () => {
  const may = (status, more) => card(state(begun([]), more), { question: question("q_1", { status }) }).view.mayVote;
  assert.deepEqual(["published", "answering", "answered", "pending"].map((status) => may(status)), [true, true, false, false]);
  assert.equal(may("published", { muted: true }), false);
  const closed = applySync(begun([]), { sync: { at: "2" }, put: [{ ...talk, state: "closed" }] });
  assert.equal(card(state(closed), { question: question("q_1") }).view.mayVote, false);
});

test("an own question keeps its card from the moment it was sent until it is published", () => {
  const room = begun([question("q_1")], { questions: ["q_1"] });
  const refOf = new Map([["q_1", "r1"]]);
  assert.deepEqual(["top", "mine"].map((tab) => cardsUnder(state(room, { refOf }), tab)[0].key), ["r1", "r1"]);
});

test("new questions are announced once; own ones, and those that were being answered, are not new", () => {
  const before = begun([question("q_1"), question("q_2", { status: "answering" })], { questions: ["q_3"] });
  const after = next(before, [question("q_2"), question("q_3"), question("q_4"), question("q_5", { status: "pending" })]);
  assert.deepEqual(questionAnnouncements(before, after), [{ topic: "new", n: 1 }]);
  assert.deepEqual(questionAnnouncements(after, after), []);
});

test("a new status of one's own question is announced, the first sync of a room announces nothing", () => {
  const before = begun([question("q_1", { status: "pending" })], { questions: ["q_1"] });
  const declined = question("q_1", { status: "declined", reason: "tone" });
  assert.deepEqual(questionAnnouncements(before, next(before, [declined])), [{ topic: "q_1", changed: declined }]);
  assert.deepEqual(questionAnnouncements(emptyRoom(), before), []);
});
