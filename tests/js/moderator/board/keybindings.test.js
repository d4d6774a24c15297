import assert from "node:assert/strict";
import { test } from "node:test";
import { actionOf, choiceOf, KEYS, neighbour } from "../../../../static/js/moderator/board/keybindings.js";

test("each key means one thing", () => {
  assert.equal(new Set(KEYS.map(([key]) => key)).size, KEYS.length);
  assert.deepEqual(KEYS.map(([key]) => actionOf({ key })), KEYS.map(([, action]) => action));
});

test("while typing, composing or with a modifier a key is only a letter", () => {
  assert.equal(actionOf({ key: "p" }, true), null);
  for (const held of ["ctrlKey", "metaKey", "altKey", "isComposing"]) assert.equal(actionOf({ key: "p", [held]: true }), null);
});

test("caps lock and a Thai layout do not get in the way", () => {
  assert.equal(actionOf({ key: "P" }), "publish");
  assert.equal(actionOf({ key: "ย", code: "KeyP" }), "publish");
  assert.equal(actionOf({ key: "ฦ", code: "Slash", shiftKey: true }), "keys");
});

test("digits choose among reasons, and only among those there are", () => {
  assert.deepEqual(["1", "6", "7", "0", "x"].map((key) => choiceOf({ key }, 6)), [0, 5, null, null, null]);
  assert.equal(choiceOf({ key: "๒", code: "Digit2" }, 6), 1);
});

test("the keyboard walks down a column, over empty columns, and stays at an edge", () => {
  const lists = [["a", "b"], [], ["c"]];
  assert.equal(neighbour(lists, null, "down"), "a");
  assert.equal(neighbour(lists, "gone", "down"), "a");
  assert.equal(neighbour(lists, "a", "down"), "b");
  assert.equal(neighbour(lists, "b", "down"), "b");
  assert.equal(neighbour(lists, "b", "right"), "c");
  assert.equal(neighbour(lists, "c", "right"), "c");
  assert.equal(neighbour([[], []], "a", "down"), null);
});
