import assert from "node:assert/strict";
import { test } from "node:test";
import { applyLive, applySync, emptyRoom, applyOwnAsk, applyOwnVote } from "../../../static/js/core/room.js";
import { answeredQuestions, currentQuestion, hasVoted, openQuestions, ownQuestionsOf, whyNotAsk, whyNotVote } from "../../../static/js/core/selectors.js";

const question = (id, fields = {}) => ({ kind: "question", id, text: id, status: "published", votes: 0, top: 0, new: 0, ...fields });
const after = (...frames) => frames.reduce(applySync, emptyRoom());
const full = (put, mine) => ({ sync: { at: "1", full: true }, put, mine });

test("gone, then put, then set", () => {
  const room = after(full([question("q_1"), question("q_2")]), {
    sync: { at: "2" }, set: { q_2: { votes: 5, top: 9 } }, put: [question("q_3")], gone: ["q_1"],
  });
  assert.deepEqual([...room.items.keys()], ["q_2", "q_3"]);
  assert.deepEqual(room.items.get("q_2"), question("q_2", { votes: 5, top: 9 }));
  assert.equal(room.at, "2");
});

test("full forgets all items and mine, but not the live values", () => {
  const before = applyLive(after(full([question("q_1")], { votes: ["q_1"], questions: ["q_1"] })), { people: 7 });
  const room = applySync(before, full([question("q_2")]));
  assert.deepEqual([[...room.items.keys()], room.mine.votes.size, room.mine.questions.size, room.live.people], [["q_2"], 0, 0, 7]);
});

test("a sync with nothing but its place changes nothing else", () => {
  const before = after(full([question("q_1")], { votes: ["q_1"] }));
  const room = applySync(before, { sync: { at: "2" } });
  assert.deepEqual({ ...room, at: "1" }, before);
});

test("each key of mine that is present is its whole new value; the others stay", () => {
  const room = after(full([], { votes: ["q_1", "q_2"], questions: ["q_3"], ballots: { p_1: "o_1" } }), {
    sync: { at: "2" }, mine: { votes: ["q_2"] },
  });
  assert.deepEqual([[...room.mine.votes], [...room.mine.questions], { ...room.mine.ballots }], [["q_2"], ["q_3"], { p_1: "o_1" }]);
});

test("an unchanged item stays the same object, and the old state is not changed", () => {
  const before = after(full([question("q_1"), question("q_2")]));
  const room = applySync(before, { sync: { at: "2" }, set: { q_2: { votes: 1 } } });
  assert.equal(room.items.get("q_1"), before.items.get("q_1"));
  assert.equal(before.items.get("q_2").votes, 0);
});

test("ids and names such as __proto__ and constructor are only names", () => {
  const frame = JSON.parse(`{"sync":{"at":"1","full":true},"put":[{"kind":"question","id":"__proto__","votes":0}],
    "set":{"__proto__":{"votes":3}},"mine":{"ballots":{"__proto__":"o_1","constructor":"o_2"},"votes":["__proto__"]}}`);
  const room = after(frame);
  assert.equal(room.items.get("__proto__").votes, 3);
  assert.deepEqual(Object.keys(room.mine.ballots).sort(), ["__proto__", "constructor"]);
  assert.equal({}.votes, undefined);
  assert.equal(room.mine.ballots.toString, undefined);
});

test("kinds of a later server are kept, and set for an item that is not here is passed over", () => {
  const room = after(full([{ kind: "hologram", id: "h_1" }]), { sync: { at: "2" }, set: { h_1: { size: 2 }, q_9: { votes: 1 } } });
  assert.deepEqual([...room.items.values()], [{ kind: "hologram", id: "h_1", size: 2 }]);
});

test("the order is by the server's key, bigger first, ties by id", () => {
  const room = after(full([question("q_b", { top: 2, new: 1 }), question("q_c", { top: 9, new: 0 }), question("q_a", { top: 2, new: 5 })]));
  assert.deepEqual(openQuestions(room, "top").map((each) => each.id), ["q_c", "q_a", "q_b"]);
  assert.deepEqual(openQuestions(room, "new").map((each) => each.id), ["q_a", "q_b", "q_c"]);
});

test("answered ones and own hidden ones are not among the open ones", () => {
  const room = after(full(
    [question("q_1"), question("q_2", { status: "answered" }), question("q_3", { status: "declined" })],
    { questions: ["q_3", "q_1", "q_gone"] },
  ));
  assert.deepEqual(openQuestions(room, "top").map((each) => each.id), ["q_1"]);
  assert.deepEqual(answeredQuestions(room).map((each) => each.id), ["q_2"]);
  assert.deepEqual(ownQuestionsOf(room).map((each) => each.id), ["q_1", "q_3"]);
});

test("the question being answered is found by its status", () => {
  assert.equal(currentQuestion(after(full([question("q_1"), question("q_2", { status: "answering" })]))).id, "q_2");
  assert.equal(currentQuestion(after(full([question("q_1")]))), null);
});

test("a question counts as voted for through one merged into it, and taking back takes back both", () => {
  const target = question("q_1", { votes: 4, merged: ["q_2"] });
  const room = after(full([target], { votes: ["q_2", "q_7"] }));
  assert.equal(hasVoted(room, target), true);
  const without = applyOwnVote(room, "q_1", false, 3);
  assert.deepEqual([...without.mine.votes], ["q_7"]);
  assert.equal(without.items.get("q_1").votes, 3);
  assert.deepEqual([...applyOwnVote(without, "q_1", true, 4).mine.votes], ["q_7", "q_1"]);
});

test("live keeps what a frame does not name and counts reactions afresh", () => {
  const room = applyLive(applyLive(emptyRoom(), { people: 3, reactions: { "👏": 2 } }), { people: 4 });
  assert.deepEqual([room.live.people, Object.keys(room.live.reactions)], [4, []]);
});

test("an own question is ours from its ok on", () => {
  assert.deepEqual([...applyOwnAsk(emptyRoom(), "q_1").mine.questions], ["q_1"]);
});

test("what an attendee may do follows the room's state and settings", () => {
  const may = (state, settings = {}) => [whyNotAsk({ state, settings }), whyNotVote({ state, settings })];
  assert.deepEqual(may("open"), [null, null]);
  assert.deepEqual(may("scheduled"), ["scheduled", "scheduled"]);
  assert.deepEqual(may("paused"), ["paused", null]);
  assert.deepEqual(may("closed"), ["closed", "closed"]);
  assert.deepEqual(may("open", { asking: false, voting: false }), ["asking_off", "voting_off"]);
});
