import assert from "node:assert/strict";
import { test } from "node:test";
import { largest } from "../../../static/js/core/fitting.js";
import { beingAnswered, upNext } from "../../../static/js/core/queue.js";
import { timeLeft } from "../../../static/js/core/timeleft.js";

const question = (id, top, more = {}) => ({ id, top, status: "published", ...more });

test("in the order the server gave, whatever the rule behind it; skipped last however wanted", () => {
  const queue = upNext([
    question("q_1", 5), question("q_2", 9), question("q_3", 1, { pinned: true }), question("q_4", 99, { skipped: true }),
    question("q_5", 50, { status: "answering" }), question("q_0", 5), question("q_6", 98, { skipped: true }),
  ]);
  assert.deepEqual(queue.map(({ id }) => id), ["q_2", "q_0", "q_1", "q_3", "q_4", "q_6"]);
  assert.equal(upNext([question("q_1", 5), question("q_2", 9)], 1).length, 1);
});

test("the one being answered is found, or nothing", () => {
  assert.equal(beingAnswered([question("q_1", 1), question("q_2", 2, { status: "answering" })]).id, "q_2");
  assert.equal(beingAnswered([question("q_1", 1)]), null);
});

test("type is as large as fits, and never below the least", () => {
  assert.equal(largest((size) => size <= 73, 40, 120), 73);
  assert.equal(largest(() => true, 40, 120), 120);
  assert.equal(largest(() => false, 40, 120), 40);
});

test("time left never promises more than there is", () => {
  const talk = { starts_at: "2020-12-16T08:00:00Z", ends_at: "2020-12-16T09:00:00Z" };
  const at = (time) => timeLeft(talk, Date.parse(`2020-12-${time}Z`));
  assert.deepEqual(at("16T08:49:01"), { left: 10 });
  assert.deepEqual(at("16T09:02:30"), { over: 2 });
  assert.equal(at("16T07:59:00"), null, "before it begins");
  assert.equal(at("17T09:00:01"), null, "a day later");
  assert.equal(timeLeft({}, 0), null);
});
