import assert from "node:assert/strict";
import { test } from "node:test";
import { upNext } from "../../../static/js/core/queue.js";

const question = (id, top, more = {}) => ({ id, top, status: "published", ...more });

test("in the order the server gave, whatever the rule behind it; skipped last however wanted", () => {
  const queue = upNext([
    question("q_1", 5), question("q_2", 9), question("q_3", 1, { pinned: true }), question("q_4", 99, { skipped: true }),
    question("q_5", 50, { status: "answering" }), question("q_0", 5), question("q_6", 98, { skipped: true }),
  ]);
  assert.deepEqual(queue.map(({ id }) => id), ["q_2", "q_0", "q_1", "q_3", "q_4", "q_6"]);
  assert.equal(upNext([question("q_1", 5), question("q_2", 9)], 1).length, 1);
});
