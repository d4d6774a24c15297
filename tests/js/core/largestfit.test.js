import assert from "node:assert/strict";
import { test } from "node:test";
import { largestFit } from "../../../static/js/core/largestfit.js";

test("type is as large as fits, and never below the least", () => {
  assert.equal(largestFit((size) => size <= 73, 40, 120), 73);
  assert.equal(largestFit(() => true, 40, 120), 120);
  assert.equal(largestFit(() => false, 40, 120), 40);
});
