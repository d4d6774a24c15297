import assert from "node:assert/strict";
import { test } from "node:test";
import { latestPoll, stagePoll, whyNoResults } from "../../static/js/polls/showing.js";

const poll = (id, state, minute, more = {}) => ({ kind: "poll", id, state, opened_at: minute && `2020-12-16T08:0${minute}:00Z`, ...more });
const taken = (id) => ({ id, status: "answering" });
/** The ids shown after each step, beginning with nothing held. */
function walk(...steps) {
  let held = null;
  return steps.map(([polls, now]) => {
    const found = stagePoll(held, polls, now ?? null);
    held = found.held;
    return found.poll?.id ?? null;
  });
}

test("the poll that was opened last is shown, and how many others are open", () => {
  const found = stagePoll(null, [poll("p_2", "open", 2), poll("p_3", "open", 3), poll("p_1", "open", 1), poll("p_4", "draft")], null);
  assert.deepEqual([found.poll.id, found.others], ["p_3", 2]);
});

test("a closed poll stays until a question is taken", () => {
  const [open, closed] = [poll("p_1", "open", 1), poll("p_1", "closed", 1)];
  assert.deepEqual(walk([[open]], [[closed]], [[closed], taken("q_1")], [[closed]]), ["p_1", "p_1", null, null]);
});

test("a question that was being answered all along does not push a result away", () => {
  const [open, closed] = [poll("p_1", "open", 1), poll("p_1", "closed", 1)];
  const before = taken("q_1");
  assert.deepEqual(walk([[open], before], [[closed], before], [[closed]], [[closed], before]), ["p_1", "p_1", "p_1", null]);
});

test("the next poll takes the place of the last one's results, and of two the open one is shown", () => {
  const [first, second] = [poll("p_1", "closed", 1), poll("p_2", "open", 2)];
  assert.deepEqual(walk([[{ ...first, state: "open" }]], [[first, second]], [[first, { ...second, state: "closed" }]]), ["p_1", "p_2", "p_2"]);
});

test("a screen that comes late shows no results of long ago, and none of a poll that is gone", () => {
  assert.deepEqual(walk([[poll("p_1", "closed", 1)]]), [null]);
  assert.deepEqual(walk([[poll("p_1", "open", 1)]], [[]], [[poll("p_1", "closed", 1)]]), ["p_1", null, null]);
});

test("a speaker looks at the open one, else at the one opened last", () => {
  assert.equal(latestPoll([poll("p_1", "open", 1), poll("p_2", "closed", 2)]).id, "p_1");
  assert.equal(latestPoll([poll("p_1", "closed", 1), poll("p_2", "closed", 2), poll("p_3", "draft")]).id, "p_2");
  assert.equal(latestPoll([poll("p_3", "draft"), poll("p_4", "closed")]), null);
});

test("why there are no results yet", () => {
  assert.equal(whyNoResults({ show: "closed", state: "open" }), "closed");
  assert.equal(whyNoResults({ show: "hand", state: "closed" }), "hand");
  assert.equal(whyNoResults({ show: "always", state: "open", revealed: false }), "hand");
  assert.equal(whyNoResults({ show: "hand", results: {} }), null);
});
