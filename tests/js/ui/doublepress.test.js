import assert from "node:assert/strict";
import { test } from "node:test";
import { DoublePressGuard } from "../../../static/js/ui/doublepress.js";

const press = (timeStamp, clientX = 100, clientY = 100, detail = 1) => ({ timeStamp, clientX, clientY, detail });

test("the second half of a double press on another card is not meant", () => {
  const presses = new DoublePressGuard();
  assert.ok(presses.accepts("q_1", press(0)));
  assert.ok(!presses.accepts("q_2", press(200, 104, 98, 2)));
  assert.ok(presses.accepts("q_2", press(900)));
});

test("quick presses in different places, on the same card or by key are meant", () => {
  const presses = new DoublePressGuard();
  assert.ok(presses.accepts("q_1", press(0)));
  assert.ok(presses.accepts("q_2", press(100, 100, 300)));
  assert.ok(presses.accepts("q_2", press(200, 100, 300)));
  assert.ok(presses.accepts("q_3", press(300, 100, 300, 0)));
});
