import assert from "node:assert/strict";
import { test } from "node:test";
import { AttendeeState } from "../../../static/js/attendee/state.js";
import { ownQuestions, shownVote } from "../../../static/js/core/pending.js";
import { pretendRoomSocket, settled } from "../pretend.js";

function begin(restored) {
  const socket = pretendRoomSocket({ restored });
  const complaints = [];
  const accepted = [];
  const state = new AttendeeState(socket);
  state.listen({
    changed: () => {}, accepted: (fields) => accepted.push(fields.text), refused: (refusal) => complaints.push(refusal.code),
  });
  socket.say("sync", { sync: { at: "1", full: true }, put: [{ kind: "question", id: "q_1", status: "published", votes: 4 }] });
  return { socket, state, complaints, accepted };
}

const vote = ({ room, pending }) => shownVote(room, pending, room.items.get("q_1"));
const statuses = ({ room, pending }) => ownQuestions(room, pending).map(({ question }) => question.status);

test("pressing twice while the first vote is on its way sends the second after it", async () => {
  const { socket, state } = begin();
  state.vote("q_1", true);
  state.vote("q_1", false);
  assert.equal(socket.sent.length, 1);
  socket.sent[0].ok({ votes: 5 });
  await settled();
  assert.deepEqual(socket.sent.map(({ fields }) => fields.on), [true, false]);
  assert.deepEqual(vote(state), { on: false, votes: 4, waiting: true });
  socket.sent[1].ok({ votes: 4 });
  await settled();
  assert.deepEqual(vote(state), { on: false, votes: 4, waiting: false });
});

test("a refused vote falls back and is reported", async () => {
  const { socket, state, complaints } = begin();
  state.vote("q_1", true);
  assert.equal(vote(state).on, true);
  socket.sent[0].no("closed");
  await settled();
  assert.deepEqual([vote(state), complaints], [{ on: false, votes: 4, waiting: false }, ["closed"]]);
});

test("a question that failed is sent again under the ref of the first try", async () => {
  const { socket, state, accepted } = begin();
  state.ask({ text: "Why?" });
  const [{ ref }] = socket.sent;
  socket.sent[0].no("timeout");
  await settled();
  assert.deepEqual([statuses(state), accepted], [["failed"], []]);
  state.askAgain(ref);
  assert.deepEqual([socket.sent[1].ref, statuses(state)], [ref, ["sending"]]);
  socket.sent[1].ok({ id: "q_2", status: "pending" });
  await settled();
  assert.deepEqual([statuses(state), accepted], [["pending"], ["Why?"]]);
});

test("a new text is shown at once, and kept when it was not saved, until it is or is given up", async () => {
  const { socket, state, complaints } = begin();
  socket.say("sync", { sync: { at: "2" }, put: [{ kind: "question", id: "q_2", status: "pending", text: "Hw?" }], mine: { questions: ["q_2"] } });
  const shown = () => ownQuestions(state.room, state.pending).map(({ question, change }) => [question.text, change?.state, change?.text]);
  state.edit("q_2", "How?");
  assert.deepEqual(shown(), [["How?", "sending", "How?"]]);
  socket.sent[0].no("timeout");
  await settled();
  assert.deepEqual([shown(), complaints], [[["Hw?", "failed", "How?"]], ["timeout"]]);
  state.giveUp("q_2");
  assert.deepEqual(shown(), [["Hw?", undefined, undefined]]);
  state.withdraw("q_2");
  socket.sent[1].no("wrong_state");
  await settled();
  assert.deepEqual(shown(), [["Hw?", undefined, undefined]]);
});

test("a question that was being sent before a reload is shown as being sent", async () => {
  const { state } = begin([{ command: "question.ask", ref: "r1", fields: { text: "Why?" }, promise: Promise.resolve({ id: "q_2", status: "published" }) }]);
  state.resume();
  assert.deepEqual(statuses(state), ["sending"]);
  await settled();
  assert.deepEqual(statuses(state), ["published"]);
});

test("being muted is known from the first refusal until the next hello", async () => {
  const { socket, state } = begin();
  state.vote("q_1", true);
  socket.sent[0].no("muted");
  await settled();
  assert.equal(state.muted, true);
  socket.say("hello", {});
  assert.equal(state.muted, false);
});

const ballots = ({ room, pending }) => [room.mine.ballots.p_1, pending.ballots.get("p_1")?.state, pending.ballots.get("p_1")?.code];

test("an answer is recorded when the server says so, and a newer answer is sent after the first", async () => {
  const { socket, state } = begin();
  state.answer("p_1", { answer: "o1" });
  state.answer("p_1", { answer: "o2", took_ms: 900 });
  assert.deepEqual([socket.sent.length, ballots(state)], [1, [undefined, "sending", undefined]]);
  socket.sent[0].ok({});
  await settled();
  assert.deepEqual(socket.sent[1].fields, { id: "p_1", answer: "o2", took_ms: 900 });
  assert.deepEqual(ballots(state), ["o1", "sending", undefined]);
  socket.sent[1].ok({});
  await settled();
  assert.deepEqual(ballots(state), ["o2", undefined, undefined]);
});

test("an answer that failed says so until it is sent again or given up", async () => {
  const { socket, state } = begin();
  state.answer("p_1", { answer: "o1" });
  socket.sent[0].no("timeout");
  await settled();
  assert.deepEqual(ballots(state), [undefined, "failed", "timeout"]);
  state.answer("p_1", { answer: "o1" });
  socket.sent[1].no("muted");
  await settled();
  assert.deepEqual([ballots(state), state.muted], [[undefined, "failed", "muted"], true]);
  state.forgetBallot("p_1");
  assert.deepEqual(ballots(state), [undefined, undefined, undefined]);
});

test("an answer on its way before a reload is still on its way", async () => {
  const fields = { id: "p_1", answer: ["o1"], took_ms: 5 };
  const { state } = begin([{ command: "poll.answer", ref: 7, fields, promise: Promise.resolve({}) }]);
  state.resume();
  assert.deepEqual(state.pending.ballots.get("p_1").fields, { answer: ["o1"], took_ms: 5 });
  await settled();
  assert.deepEqual(ballots(state), [["o1"], undefined, undefined]);
});

test("a nickname is one's own from the server's ok on", async () => {
  const { socket, state } = begin();
  const named = state.nameYourself(" Ayu ");
  socket.sent[0].ok({ name: "Ayu" });
  await named;
  assert.deepEqual([socket.sent[0].fields, state.room.mine.player], [{ name: " Ayu " }, { name: "Ayu" }]);
});
