import assert from "node:assert/strict";
import { test } from "node:test";
import { inverse, undoable } from "../../../../static/js/moderator/board/undo.js";

const room = { state: "scheduled", settings: { premoderated: true, asking: true }, announcement: "Welcome" };
const question = { id: "q_1", status: "published", text: "Before", labels: ["open data"] };
const undone = (command, before = {}) => inverse(command, { room, question, now: null, ...before });

test("a published question goes back to waiting, a declined one goes back to its former status", () => {
  assert.deepEqual(undone({ do: "question.publish", id: "q_1" }), [{ do: "question.unpublish", id: "q_1" }]);
  assert.deepEqual(undone({ do: "question.decline", ids: ["q_1", "q_2"], reason: "tone" }), [
    { do: "question.restore", id: "q_1" }, { do: "question.restore", id: "q_2" }]);
});

test("undoing a take returns to the question that was being answered", () => {
  assert.deepEqual(undone({ do: "question.take", id: "q_1" }, { now: "q_0" }), [{ do: "question.take", id: "q_0" }]);
  assert.deepEqual(undone({ do: "question.take", id: "q_1" }), [{ do: "question.skip", id: "q_1" }]);
  assert.deepEqual(undone({ do: "question.take", id: "q_1" }, { now: "q_1" }), [], "it had the turn already");
});

test("undoing a skip clears its mark without taking the turn from another", () => {
  assert.deepEqual(undone({ do: "question.skip", id: "q_1" }, { now: "q_1" }), [{ do: "question.take", id: "q_1" }]);
  assert.deepEqual(undone({ do: "question.skip", id: "q_1" }, { now: "q_0" }), [
    { do: "question.take", id: "q_1" }, { do: "question.take", id: "q_0" }]);
  assert.deepEqual(undone({ do: "question.skip", id: "q_1" }), []);
});

test("texts, labels, settings and announcements return to what they were", () => {
  assert.deepEqual(undone({ do: "question.edit", id: "q_1", text: "After" }), [{ do: "question.edit", id: "q_1", text: "Before" }]);
  assert.deepEqual(undone({ do: "question.label", id: "q_1", labels: [] }), [{ do: "question.label", id: "q_1", labels: ["open data"] }]);
  assert.deepEqual(undone({ do: "room.update", settings: { asking: false } }), [{ do: "room.update", settings: { asking: true } }]);
  assert.deepEqual(undone({ do: "announce", text: "" }), [{ do: "announce", text: "Welcome" }]);
});

test("nothing leads back to a room that has not begun", () => {
  assert.deepEqual(undone({ do: "room.open" }), []);
  assert.deepEqual(undone({ do: "room.close" }, { room: { ...room, state: "paused" } }), [{ do: "room.pause" }]);
});

test("merging is taken back where it was merged", () => {
  assert.deepEqual(undone({ do: "question.merge", id: "q_1", into: "q_2" }), [{ do: "question.unmerge", id: "q_1" }]);
  assert.deepEqual(undone({ do: "question.unmerge", id: "q_1" }, { question: { ...question, status: "merged", into: "q_2" } }), [
    { do: "question.merge", id: "q_1", into: "q_2" }]);
});

const poll = {
  kind: "poll", id: "p_1", type: "words", prompt: "Before", state: "open", show: "closed", changeable: true, options: [], joined: { trams: "tram" },
};
const polled = (command) => undone({ id: "p_1", ...command }, { poll, place: 2 });

test("a poll's life is walked back: what was opened closes, what was shown is hidden, answers come back", () => {
  const back = ["poll.open", "poll.close", "poll.reveal", "poll.hide", "poll.reset"].map((command) => polled({ do: command })[0].do);
  assert.deepEqual(back, ["poll.close", "poll.open", "poll.hide", "poll.reveal", "poll.unreset"]);
});

test("a deleted poll comes back as it was, and open if it was open", () => {
  assert.deepEqual(polled({ do: "poll.delete" }), [{ do: "poll.restore", id: "p_1" }, { do: "poll.open", id: "p_1" }]);
  assert.deepEqual(undone({ do: "poll.delete", id: "p_1" }, { poll: { ...poll, state: "draft" } }), [{ do: "poll.restore", id: "p_1" }]);
});

test("a poll goes back to its place, its words to what they were", () => {
  assert.deepEqual(polled({ do: "poll.move", to: 0 }), [{ do: "poll.move", id: "p_1", to: 2 }]);
  assert.deepEqual(polled({ do: "poll.edit", prompt: "After" }), [{ do: "poll.edit", id: "p_1", prompt: "Before" }]);
  assert.deepEqual(polled({ do: "poll.word", word: "traffic", hide: true }), [{ do: "poll.word", id: "p_1", word: "traffic", hide: false }]);
  assert.deepEqual(polled({ do: "poll.word", word: "buses", into: "bus" }), [{ do: "poll.word", id: "p_1", word: "buses", into: null }]);
  assert.deepEqual(polled({ do: "poll.word", word: "trams", into: null }), [{ do: "poll.word", id: "p_1", word: "trams", into: "tram" }]);
});

test("a command without an inverse is not offered for undoing", () => {
  assert.deepEqual(undone({ do: "speaker.note", text: "Five minutes" }), []);
});

test("undoing is offered for ten seconds", () => {
  const done = [{ atMs: 0 }, { atMs: 5_000 }];
  assert.deepEqual(undoable(done, 9_999), done);
  assert.deepEqual(undoable(done, 10_000), [{ atMs: 5_000 }]);
});
