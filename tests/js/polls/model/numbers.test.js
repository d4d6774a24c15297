import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { plainText, readings } from "../../../../static/js/polls/model/numbers.js";

const EXAMPLES = JSON.parse(readFileSync(new URL("numbers.json", import.meta.url), "utf8"));

test("a number is read in every way that it can be meant, and a text that is none in no way", () => {
  for (const { text, unit, is } of EXAMPLES) assert.deepEqual(readings(text, unit), is, JSON.stringify(text));
});

test("a number's plain text has one reading", () => {
  for (const value of [0, 12, -3.5, 1200, 1.2, 1.234, -999.125, 0.125, 2_500_000]) assert.deepEqual(readings(plainText(value)), [value]);
});
