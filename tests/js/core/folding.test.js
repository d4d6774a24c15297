// The examples of equal and different texts that the server is held against as well.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { folded, foldedForSearch } from "../../../static/js/core/folding.js";

const examples = JSON.parse(readFileSync(new URL("../../domain/folding.json", import.meta.url), "utf8"));

for (const [rule, fold] of [["same", folded], ["search", foldedForSearch]]) {
  const isSame = ([, one, other]) => fold(one) === fold(other);
  test(`${rule}: what readers take for the same is equal, and what they tell apart stays apart`, () => {
    assert.ok(examples[rule].equal.length >= 20);
    assert.deepEqual(examples[rule].equal.filter((pair) => !isSame(pair)), []);
    assert.deepEqual(examples[rule].apart.filter(isSame), []);
  });
}
