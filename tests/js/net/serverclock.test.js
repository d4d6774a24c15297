import assert from "node:assert/strict";
import { test } from "node:test";
import { clockOffset } from "../../../static/js/net/serverclock.js";

test("the server's clock is read from any answer; without one, one's own has to do", async () => {
  const times = [10_000, 10_400];
  const answer = { headers: { get: () => "Thu, 01 Jan 1970 00:00:05 GMT" } };
  assert.equal(await clockOffset(async () => answer, () => times.shift()), 4700);
  assert.equal(await clockOffset(async () => { throw new TypeError("no network"); }, () => 0), 0);
  assert.equal(await clockOffset(async () => ({ headers: { get: () => null } }), () => 0), 0);
});
