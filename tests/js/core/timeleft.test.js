import assert from "node:assert/strict";
import { test } from "node:test";
import { timeLeft } from "../../../static/js/core/timeleft.js";

test("time left never promises more than there is", () => {
  const talk = { starts_at: "2020-12-16T08:00:00Z", ends_at: "2020-12-16T09:00:00Z" };
  const at = (time) => timeLeft(talk, Date.parse(`2020-12-${time}Z`));
  assert.deepEqual(at("16T08:49:01"), { left: 10 });
  assert.deepEqual(at("16T09:02:30"), { over: 2 });
  assert.equal(at("16T07:59:00"), null, "before it begins");
  assert.equal(at("17T09:00:01"), null, "a day later");
  assert.equal(timeLeft({}, 0), null);
});
