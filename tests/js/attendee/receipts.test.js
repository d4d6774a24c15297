import assert from "node:assert/strict";
import { test } from "node:test";
import { noteReceipts, receiptOf } from "../../../static/js/attendee/receipts.js";
import { pretendStorage } from "../pretend.js";

const quiz = { kind: "poll", id: "p_1", round: 1, state: "open", limit_s: 20, opened_at: "1970-01-01T00:01:40Z", closes_at: "1970-01-01T00:02:00Z" };

test("a reload gives no time away, another opening counts anew", () => {
  const storage = pretendStorage();
  noteReceipts({ put: [quiz] }, true, 1000, storage);
  noteReceipts({ put: [quiz] }, false, 9000, storage);
  assert.deepEqual(receiptOf(quiz, storage), { at: 1000, live: true });
  const again = { ...quiz, round: 2, opened_at: "1970-01-01T00:05:00Z" };
  noteReceipts({ put: [{ ...again, state: "closed" }, { kind: "question", id: "q_1", state: "open" }] }, true, 9000, storage);
  assert.equal(receiptOf(again, storage), null);
});
