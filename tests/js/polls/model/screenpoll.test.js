import assert from "node:assert/strict";
import { test } from "node:test";
import { pollForSpeaker, pollForStage, whyNoResults } from "../../../../static/js/polls/model/screenpoll.js";

const poll = (id, state, minute, more = {}) => ({ kind: "poll", id, state, opened_at: minute && `2020-12-16T08:0${minute}:00Z`, ...more });
const taken = (id) => ({ id, status: "answering" });
/** The ids shown after each step of [polls, question being answered], beginning with a screen that knows nothing. */
function walk(...steps) {
  let memory = null;
  return steps.map(([polls, ...questions]) => {
    const found = pollForStage(memory, polls, questions);
    memory = JSON.parse(JSON.stringify(found.memory));
    return found.poll?.id ?? null;
  });
}
const [open, closed] = [poll("p_1", "open", 1), poll("p_1", "closed", 1)];

test("the poll that was opened last is shown, and how many others are open", () => {
  const found = pollForStage(null, [poll("p_2", "open", 2), poll("p_3", "open", 3), poll("p_1", "open", 1), poll("p_4", "draft")], []);
  assert.deepEqual([found.poll.id, found.others], ["p_3", 2]);
});

test("a closed poll stays until a question is taken", () => {
  assert.deepEqual(walk([[open]], [[closed]], [[closed], taken("q_1")], [[closed]], [[closed], taken("q_2")]), ["p_1", "p_1", null, null, null]);
});

test("of several open ones the one that closes shows what came out, until a question is taken", () => {
  const [other, over] = [poll("p_2", "open", 2), poll("p_1", "closed", 1, { closed_at: "2020-12-16T08:03:00Z" })];
  assert.deepEqual(walk([[open, other]], [[over, other]], [[over, other], taken("q_1")]), ["p_2", "p_1", "p_2"]);
  const later = poll("p_3", "open", 4);
  assert.deepEqual(walk([[over, other]], [[over, other, later]]), ["p_1", "p_3"]);
});

test("a question that was being answered all along does not push a result away, until it is taken again", () => {
  const before = taken("q_1");
  assert.deepEqual(walk([[open], before], [[closed], before], [[closed]], [[closed], before]), ["p_1", "p_1", "p_1", null]);
});

test("the next poll takes the place of the last one's results, even if nobody saw it open", () => {
  const second = poll("p_2", "closed", 2);
  assert.deepEqual(walk([[open]], [[closed, { ...second, state: "open" }]], [[closed, second]]), ["p_1", "p_2", "p_2"]);
  assert.deepEqual(walk([[closed], taken("q_1")], [[closed, second], taken("q_1")]), [null, "p_2"]);
});

test("opened again, what was put away is back", () => {
  const again = poll("p_1", "open", 5, { round: 2 });
  assert.deepEqual(walk([[open]], [[closed], taken("q_1")], [[again]], [[{ ...again, state: "closed" }]]), ["p_1", null, "p_1", "p_1"]);
});

test("a screen that comes late shows what came out last, unless a question was taken since", () => {
  const answered = (time) => ({ id: "q_1", status: "answered", answer: { at: `2020-12-16T${time}Z` } });
  assert.deepEqual(walk([[closed]], [[closed], taken("q_2")]), ["p_1", null]);
  assert.deepEqual([walk([[closed], answered("07:59:00")]), walk([[closed], answered("09:00:00")]), walk([[closed], taken("q_2")])], [["p_1"], [null], [null]]);
});

test("a poll that was deleted is gone, and drafts were never there", () => {
  assert.deepEqual(walk([[open]], [[]], [[poll("p_2", "draft")]]), ["p_1", null, null]);
});

test("a speaker looks at the open one, else at the one opened last", () => {
  assert.equal(pollForSpeaker([poll("p_1", "open", 1), poll("p_2", "closed", 2)]).id, "p_1");
  assert.equal(pollForSpeaker([poll("p_1", "closed", 1), poll("p_2", "closed", 2), poll("p_3", "draft")]).id, "p_2");
  assert.equal(pollForSpeaker([poll("p_3", "draft"), poll("p_4", "closed")]), null);
});

test("why there are no results yet", () => {
  assert.equal(whyNoResults({ show: "closed", state: "open" }), "closed");
  assert.equal(whyNoResults({ show: "hand", state: "closed" }), "hand");
  assert.equal(whyNoResults({ show: "always", state: "open", revealed: false }), "hand");
  assert.equal(whyNoResults({ show: "hand", results: {} }), null);
});
