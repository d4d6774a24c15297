import assert from "node:assert/strict";
import { test } from "node:test";
import { countdown, endsAt, tookMs } from "../../../../static/js/polls/model/timing.js";

const quiz = { kind: "poll", id: "p_1", round: 1, state: "open", limit_s: 20, opened_at: "1970-01-01T00:01:40Z", closes_at: "1970-01-01T00:02:00Z" };

test("a browser that received the opening has the whole time, by its own clock", () => {
  const receipt = { at: 5_000_000, live: true };
  assert.equal(endsAt(quiz, receipt, -999), 5_020_000);
  assert.equal(tookMs(quiz, receipt, -999, 5_003_456), 3456);
});

test("a browser that comes later has the time left, by the server's clock", () => {
  const receipt = { at: 110_000, live: false };
  assert.equal(endsAt(quiz, receipt, 5000), 125_000);
  assert.equal(tookMs(quiz, receipt, 5000, 117_000), 12_000);
});

test("a poll without a limit has no end", () => {
  const { limit_s: _, ...untimed } = quiz;
  assert.deepEqual([endsAt(untimed, { at: 0, live: true }), tookMs(untimed, null, 0, 5)], [null, undefined]);
});

test("the countdown never says less than nothing, and a second begun is a second", () => {
  assert.deepEqual([20_000, 19_001, 60_000, 1, 0, -5].map(countdown), ["0:20", "0:20", "1:00", "0:01", "0:00", "0:00"]);
});
