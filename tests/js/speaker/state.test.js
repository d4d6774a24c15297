import assert from "node:assert/strict";
import { test } from "node:test";
import { SpeakerState } from "../../../static/js/speaker/state.js";
import { OwnedClock, pretendRoomSocket, settled } from "../pretend.js";

const room = { kind: "room", id: "room", state: "open" };
const question = (id, status = "published", top = 0) => ({ kind: "question", id, status, top });

function begin() {
  const socket = pretendRoomSocket();
  const clock = new OwnedClock();
  const state = new SpeakerState(socket, { clock });
  const sync = (put, gone) => socket.say("sync", { sync: { at: "1" }, put, gone });
  sync([room, question("q_1"), question("q_2", "answering"), question("q_3", "published", 5), question("q_4", "pending")]);
  return { socket, clock, state, sync };
}

test("the speaker sees the question being answered and the next ones in order", () => {
  const { state } = begin();
  assert.deepEqual([state.current.id, state.queue.map(({ id }) => id), state.hasPolls], ["q_2", ["q_3", "q_1"], false]);
});

test("a question waits until the server answers, and then the queue follows at once", async () => {
  const { socket, clock, state } = begin();
  const acting = state.act("question.take", "q_3");
  assert.deepEqual([[...state.waiting], socket.sent[0].fields], [["q_3"], { id: "q_3" }]);
  socket.sent[0].ok({});
  assert.equal(await acting, true);
  assert.deepEqual([[...state.waiting], state.hasJustActed], [[], true]);
  clock.advance(1_500);
  assert.equal(state.hasJustActed, false);
});

test("a refusal is kept until the next command succeeds", async () => {
  const { socket, state, sync } = begin();
  const acting = state.act("question.skip", "q_1");
  socket.sent[0].no("wrong_state");
  assert.equal(await acting, false);
  sync([question("q_1", "published", 9)]);
  assert.equal(state.refusal.code, "wrong_state");
  state.act("speaker.read");
  socket.sent[1].ok({});
  await settled();
  assert.deepEqual([state.refusal, socket.sent[1].fields], [null, {}]);
});

test("a refusal is dropped when no question is left", async () => {
  const { socket, state, sync } = begin();
  state.act("question.skip", "q_1");
  socket.sent[0].no("offline");
  await settled();
  sync([], ["q_1", "q_3"]);
  assert.deepEqual([state.queue, state.refusal], [[], null]);
});
