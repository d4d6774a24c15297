import assert from "node:assert/strict";
import { test } from "node:test";
import { StageState } from "../../../static/js/stage/state.js";
import { pretendRoomSocket, pretendStorage } from "../pretend.js";

const room = (fields = {}) => ({ kind: "room", id: "room", title: "Talk", state: "open", ...fields });
const question = (id, status = "published") => ({ kind: "question", id, status, text: id, top: 0 });
const poll = (id, state = "open") => ({ kind: "poll", id, state, opened_at: "2020-12-16T08:00:00Z", closed_at: "2020-12-16T08:05:00Z" });

function begin(storage = pretendStorage()) {
  const socket = pretendRoomSocket();
  const state = new StageState(socket, { storage });
  const sync = (...put) => socket.say("sync", { sync: { at: "1" }, put });
  return { socket, state, storage, sync };
}

test("a screen that knows nothing yet is calm, a room without a question invites", () => {
  const { state, sync } = begin();
  assert.equal(state.scene(true), "calm");
  sync(room());
  assert.deepEqual([state.scene(true), state.idleText], ["invitation", "stage.first"]);
  sync(question("q_1"));
  assert.deepEqual([state.idleText, state.next.map(({ id }) => id)], ["stage.idle", ["q_1"]]);
});

test("a poll takes the screen from a question, once its part has loaded", () => {
  const { state, sync } = begin();
  sync(room(), question("q_1", "answering"), poll("p_1"));
  assert.deepEqual([state.scene(false), state.scene(true), state.poll.id, state.otherPolls], ["question", "poll", "p_1", 0]);
});

test("the listener can compare the room with the one before", () => {
  const { state, sync } = begin();
  const changes = [];
  state.listen({ changed: (before) => changes.push(before.room.items !== state.room.items) });
  sync(room());
  assert.deepEqual(changes, [true]);
});

test("a blanked screen is calm, and a closed room shows neither question nor poll", () => {
  const { state, sync } = begin();
  sync(room({ blank: true }), question("q_1", "answering"), poll("p_1"));
  assert.equal(state.scene(true), "calm");
  sync(room({ state: "closed" }));
  assert.deepEqual([state.scene(true), state.question, state.next, state.poll, state.idleText], ["invitation", null, [], null, "stage.closed"]);
});

test("after a reload without network the screen shows what it showed", () => {
  const { storage, sync } = begin();
  sync(room(), question("q_1", "answering"), question("q_2"));
  const { state } = begin(storage);
  assert.deepEqual([state.item.title, state.question.id, state.next.map(({ id }) => id)], ["Talk", "q_1", ["q_2"]]);
});

test("only what everybody may see is stored", () => {
  const { storage, sync } = begin();
  sync(room(), question("q_1", "pending"), question("q_2", "declined"), question("q_3"), { kind: "entry", id: "e_1", status: "published" }, { kind: "hologram", id: "h_1" });
  assert.deepEqual(storage.read("suara:stage:GOV1").map(({ id }) => id), ["room", "q_3", "e_1"]);
});

test("results that a question put away stay away after a reload", () => {
  const { storage, sync } = begin();
  sync(room(), poll("p_1"));
  sync(poll("p_1", "closed"));
  sync(question("q_1", "answering"));
  sync(question("q_1", "published"));
  assert.equal(begin(storage).state.poll, null);
});
