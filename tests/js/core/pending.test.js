import assert from "node:assert/strict";
import { test } from "node:test";
import * as waiting from "../../../static/js/core/pending.js";
import { applySync, emptyRoom, applyOwnAsk, applyOwnVote } from "../../../static/js/core/room.js";

const item = { kind: "question", id: "q_1", text: "Why?", status: "published", votes: 4, new: 1 };
const room = applySync(emptyRoom(), { sync: { at: "1", full: true }, put: [item] });

test("a vote counts at once, is marked as waiting, and counts once when it is settled", () => {
  const pending = waiting.voteWanted(waiting.nothingPending(), "q_1", true);
  assert.deepEqual(waiting.shownVote(room, pending, item), { on: true, votes: 5, waiting: true });
  const settled = applyOwnVote(room, "q_1", true, 5);
  const question = settled.items.get("q_1");
  assert.deepEqual(waiting.shownVote(settled, pending, question), { on: true, votes: 5, waiting: false });
  assert.deepEqual(waiting.shownVote(settled, waiting.voteSettled(pending, "q_1"), question), { on: true, votes: 5, waiting: false });
});

test("a refused vote is as if it had not been pressed", () => {
  const pending = waiting.voteSettled(waiting.voteWanted(waiting.nothingPending(), "q_1", true), "q_1");
  assert.deepEqual(waiting.shownVote(room, pending, item), { on: false, votes: 4, waiting: false });
});

test("an asked question is shown at once, then accepted, then gives way to the room's own item", () => {
  let pending = waiting.askSent(waiting.nothingPending(), "r1", { text: "Who?" });
  assert.deepEqual(waiting.ownQuestions(room, pending).map(({ question }) => question.status), ["sending"]);
  pending = waiting.askAccepted(pending, "r1", { id: "q_2", status: "pending" });
  const accepted = applyOwnAsk(room, "q_2");
  assert.deepEqual(waiting.ownQuestions(accepted, pending).map(({ question }) => [question.id, question.status]), [["q_2", "pending"]]);
  const arrived = applySync(accepted, { sync: { at: "2" }, put: [{ ...item, id: "q_2", text: "Who?", status: "pending" }] });
  assert.deepEqual(waiting.ownQuestions(arrived, pending).map(({ question, ask }) => [question.id, ask]), [["q_2", undefined]]);
});

test("a failed question stays with its reason until it is sent again or discarded", () => {
  let pending = waiting.askFailed(waiting.askSent(waiting.nothingPending(), "r1", { text: "Who?" }), "r1", "offline");
  assert.deepEqual(waiting.ownQuestions(room, pending).map(({ ask }) => [ask.state, ask.code]), [["failed", "offline"]]);
  pending = waiting.askForgotten(pending, "r1");
  assert.deepEqual(waiting.ownQuestions(room, pending), []);
});
