import assert from "node:assert/strict";
import { test } from "node:test";
import { ModeratorState } from "../../../static/js/moderator/state.js";
import { OwnedClock, pretendRoomSocket, pretendStorage, settled } from "../pretend.js";

const room = { kind: "room", id: "room", title: "Talk", state: "open", settings: {} };
const question = (id, status = "pending") => ({ kind: "question", id, status, text: id, votes: 0, top: 0, new: 0, by: {} });

function begin(put = [question("q_1"), question("q_2")], { key = null, storage = pretendStorage() } = {}) {
  const socket = pretendRoomSocket({ key });
  const clock = new OwnedClock();
  const state = new ModeratorState(socket, { storage, clock });
  const heard = { done: [], refused: [], newWaiting: [] };
  state.listen({
    changed: (before) => state.hasNewWaiting(before) && heard.newWaiting.push(state.waitingCount),
    done: (sent, canUndo) => heard.done.push([sent.do, canUndo]),
    refused: (refusal) => heard.refused.push(refusal.code),
  });
  socket.say("sync", { sync: { at: "1", full: true }, put: [room, ...put] });
  const sync = (...items) => socket.say("sync", { sync: { at: "2" }, put: items });
  return { socket, clock, state, heard, storage, sync };
}

test("a card is busy until the server answers, and then its columns follow for two seconds", async () => {
  const { socket, clock, state, heard } = begin();
  const running = state.run("question.publish", { id: "q_1" });
  assert.deepEqual([...state.busy], ["q_1"]);
  socket.sent[0].ok({});
  assert.equal(await running, null);
  assert.deepEqual([[...state.busy], [...state.recent.keys()], heard.done], [[], ["q_1"], [["question.publish", true]]]);
  clock.advance(2_000);
  state.prune();
  assert.deepEqual([...state.recent.keys()], []);
});

test("a refused command is reported, and nothing counts as changed", async () => {
  const { socket, state, heard } = begin();
  const running = state.run("question.publish", { id: "q_1" });
  socket.sent[0].no("wrong_state");
  assert.equal((await running).code, "wrong_state");
  assert.deepEqual([heard.refused, [...state.busy], [...state.recent]], [["wrong_state"], [], []]);
});

test("a command on the selected cards ends the selection, a refused one keeps it", async () => {
  const { socket, state } = begin();
  for (const id of ["q_1", "q_2"]) state.toggle(id);
  state.run("question.decline", { ids: ["q_1", "q_2"] });
  socket.sent[0].no("rate");
  await settled();
  assert.deepEqual([state.isSelecting, state.selectedQuestions.map(({ id }) => id)], [true, ["q_1", "q_2"]]);
  state.run("question.decline", { ids: ["q_1", "q_2"] });
  socket.sent[1].ok({});
  await settled();
  assert.deepEqual([state.isSelecting, [...state.selected]], [false, []]);
});

test("a selected card that a colleague finished is no longer selected", () => {
  const { state, sync } = begin();
  state.toggle("q_1");
  sync(question("q_1", "answered"));
  state.prune();
  assert.deepEqual([...state.selected], []);
});

test("undoing returns to what was true when the command was sent", async () => {
  const { socket, state } = begin([question("q_1", "answering"), question("q_2", "published")]);
  state.run("question.take", { id: "q_2" });
  socket.sent[0].ok({});
  await settled();
  const undoing = state.undo();
  assert.deepEqual([socket.sent[1].command, socket.sent[1].fields], ["question.take", { id: "q_1" }]);
  socket.sent[1].ok({});
  assert.deepEqual((await undoing).back, [{ do: "question.take", id: "q_1" }]);
  assert.ok(state.recent.has("q_1"));
});

test("a moved poll goes back to its former place", async () => {
  const poll = (id, position) => ({ kind: "poll", id, state: "draft", position });
  const { socket, state } = begin([poll("p_b", 1), poll("p_a", 0)]);
  state.run("poll.move", { id: "p_b", to: 0 });
  socket.sent[0].ok({});
  await settled();
  state.undo();
  assert.deepEqual(socket.sent[1].fields, { id: "p_b", to: 1 });
});

test("new waiting questions are noticed, but not those that were there first or that this moderator put there", async () => {
  const { socket, heard, state, sync } = begin();
  assert.deepEqual(heard.newWaiting, []);
  sync(question("q_3"));
  assert.deepEqual(heard.newWaiting, [3]);
  state.run("question.unpublish", { id: "q_4" });
  socket.sent[0].ok({});
  await settled();
  sync(question("q_4"));
  assert.deepEqual(heard.newWaiting, [3]);
});

test("the own mark of working on a card is not shown as a colleague's, until it must have expired", () => {
  const { socket, clock, state } = begin();
  state.touch("q_1");
  socket.say("live", { working: { q_1: "Budi", q_2: "Citra" } });
  assert.deepEqual([state.workingOn("q_1"), state.workingOn("q_2")], [null, "Citra"]);
  clock.advance(10_600);
  state.prune();
  assert.equal(state.workingOn("q_1"), "Budi");
});

test("the key that opens files is kept for the tab, over a reload", () => {
  const storage = pretendStorage();
  const { socket, state } = begin([], { key: "secret", storage });
  assert.equal(state.key, "secret");
  socket.say("hello", {});
  assert.equal(begin([], { storage }).state.key, "secret");
});

test("an offer to undo ends with what it is about, and not before the page has seen the change", async () => {
  const { socket, state, sync } = begin();
  const running = state.run("question.publish", { id: "q_1" });
  socket.sent[0].ok({});
  await running;
  state.prune();
  assert.equal(state.commands.latest?.sent.do, "question.publish", "the answer comes before the change");
  sync(question("q_1", "published"));
  state.prune();
  assert.equal(state.commands.latest?.sent.do, "question.publish");
  sync(question("q_1", "answering"));
  state.prune();
  assert.equal(state.commands.latest, null, "a colleague took it meanwhile");
});

test("a deleted poll can be brought back for as long as it is away", async () => {
  const poll = { kind: "poll", id: "p_1", state: "closed", position: 0 };
  const { socket, state } = begin([poll]);
  const running = state.run("poll.delete", { id: "p_1" });
  socket.sent[0].ok({});
  await running;
  for (const frame of [{ gone: ["p_1"] }, { put: [poll] }]) {
    socket.say("sync", { sync: { at: "3" }, ...frame });
    state.prune();
    assert.equal(Boolean(state.commands.latest), "gone" in frame);
  }
});
