import assert from "node:assert/strict";
import { test } from "node:test";
import * as board from "../../../../static/js/moderator/board/questionactions.js";
import { actionsFor, splitActions, commandOf, inOrder, mayDo, defaultPoll, audienceOf } from "../../../../static/js/moderator/polls/pollactions.js";

const poll = (fields) => ({ id: "p_1", type: "choice", state: "open", show: "closed", ballots: 0, position: 0, ...fields });
const place = { index: 1, count: 3 };

test("the audience of results follows the protocol's table; showing and hiding override it", () => {
  const seen = (show, state, revealed) => audienceOf(poll({ show, state, revealed }));
  assert.deepEqual(["always", "answered", "closed", "hand"].map((show) => seen(show, "open")), ["everyone", "answered", "nobody", "nobody"]);
  assert.deepEqual(["always", "answered", "closed", "hand"].map((show) => seen(show, "closed")), ["everyone", "everyone", "everyone", "nobody"]);
  assert.equal(seen("always", "open", false), "nobody");
  assert.equal(seen("hand", "open", true), "everyone");
});

test("a draft can be opened, an open poll closed, a closed one opened again in the same or a new round", () => {
  assert.deepEqual(splitActions(poll({ state: "draft" }), place).first, ["open", "edit"]);
  assert.deepEqual(splitActions(poll({}), place).first, ["close", "reveal"]);
  assert.deepEqual(splitActions(poll({ show: "always" }), place).first, ["close", "hide"]);
  assert.deepEqual(splitActions(poll({ state: "closed" }), place).first, ["hide", "again"]);
  assert.deepEqual(commandOf("again", { id: "p_1" }), ["poll.open", { id: "p_1", again: true }]);
  assert.deepEqual(commandOf("reopen", { id: "p_1" }), ["poll.open", { id: "p_1" }]);
  assert.equal(commandOf("edit", { id: "p_1" }), null);
});

test("answers can be thrown away only where there are some, and brought back while they are kept", () => {
  assert.equal(mayDo(poll({}), "reset"), false);
  assert.equal(mayDo(poll({ ballots: 3 }), "reset"), true);
  assert.equal(mayDo(poll({ resettable: true }), "unreset"), true);
  assert.ok(!actionsFor(poll({ state: "draft", ballots: 0 }), place).includes("results"));
});

test("polls move by one place and not out of the list", () => {
  assert.deepEqual(commandOf("up", { id: "p_1" }, place), ["poll.move", { id: "p_1", to: 0 }]);
  assert.deepEqual(commandOf("down", { id: "p_1" }, place), ["poll.move", { id: "p_1", to: 2 }]);
  assert.ok(!actionsFor(poll({}), { index: 0, count: 1 }).some((action) => ["up", "down"].includes(action)));
});

test("the poll selected by itself is the open one, else the next draft", () => {
  const [first, second, third] = [poll({ id: "p_a", position: 2, state: "draft" }), poll({ id: "p_b", position: 1, state: "closed" }), poll({ id: "p_c", position: 3, state: "draft" })];
  assert.deepEqual(inOrder([first, second, third]).map(({ id }) => id), ["p_b", "p_a", "p_c"]);
  assert.equal(defaultPoll([first, second, third]).id, "p_a");
  const running = [poll({ id: "p_x", opened_at: "2020-12-17T08:00:00Z" }), poll({ id: "p_y", opened_at: "2020-12-17T09:00:00Z" })];
  assert.equal(defaultPoll([first, ...running]).id, "p_y");
  assert.equal(defaultPoll([second]).id, "p_b");
  assert.equal(defaultPoll([]), null);
});

test("an entry is moderated like a question, but it can't be taken or answered, and its author can't be muted", () => {
  const entry = { kind: "entry", id: "e_1", poll: "p_1", status: "published", text: "More shade", votes: 2 };
  assert.deepEqual(board.actionsFor(entry), ["decline", "pin", "edit", "label", "unpublish"]);
  assert.deepEqual(board.splitActions({ ...entry, status: "pending" }).first, ["publish", "decline"]);
});
