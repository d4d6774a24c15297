import assert from "node:assert/strict";
import { test } from "node:test";
import { AnswerDrafts } from "../../../static/js/attendee/answerdrafts.js";
import { pretendStorage } from "../pretend.js";

const poll = (id, fields = {}) => ({ id, round: 1, ...fields });

test("a draft is kept over a reload, for its own round, until it is dropped or its poll is over", () => {
  const storage = pretendStorage();
  const drafts = new AnswerDrafts("GOV1", storage);
  drafts.keep(poll("p_1"), ["o1"]);
  drafts.keep(poll("__proto__"), "text");
  const again = new AnswerDrafts("GOV1", storage);
  assert.deepEqual([again.get(poll("p_1")), again.get(poll("p_1", { round: 2 })), again.get(poll("__proto__")), again.get(poll("p_9"))], [["o1"], undefined, "text", undefined]);
  again.prune(new Set(["p_1"]));
  assert.deepEqual([again.get(poll("__proto__")), storage.kept.size], [undefined, 1]);
  again.keep(poll("p_1"), []);
  assert.equal(storage.kept.size, 0);
});
