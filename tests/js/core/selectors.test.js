import assert from "node:assert/strict";
import { test } from "node:test";
import { isPinned } from "../../../static/js/core/selectors.js";

test("a pin is shown until the question is answered or gone", () => {
  const shown = ["pending", "published", "answering", "answered", "declined", "withdrawn", "merged"].filter((status) => isPinned({ status, pinned: true }));
  assert.deepEqual(shown, ["pending", "published"]);
  assert.equal(isPinned({ status: "published" }), false);
});
