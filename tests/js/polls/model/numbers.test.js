import assert from "node:assert/strict";
import { test } from "node:test";
import { readNumber } from "../../../../static/js/polls/model/numbers.js";

const read = (lang, ...texts) => texts.map((text) => readNumber(text, lang));

test("separators are read the way the language writes them", () => {
  assert.deepEqual(read("en", "1,234.5", "1,234", "1.234", "12", "-3.5", " 1 234 ", "1'234"), [1234.5, 1234, 1.234, 12, -3.5, 1234, 1234]);
  assert.deepEqual(read("de", "1.234,5", "1.234", "1,234", "0,5", "−2"), [1234.5, 1234, 1.234, 0.5, -2]);
  assert.deepEqual(read("id", "2.500.000", "2,5"), [2_500_000, 2.5]);
});

test("a number with only one reading is read so in every language", () => {
  for (const lang of ["en", "de", "th"]) {
    assert.deepEqual(read(lang, "1.234,56", "1,234.56", "1,5", "1.5", "0.125", "1.234.567"), [1234.56, 1234.56, 1.5, 1.5, 0.125, 1234567]);
  }
});

test("digits of other scripts are digits", () => {
  assert.deepEqual(read("th", "๑๒๓", "๒.๕"), [123, 2.5]);
  assert.deepEqual(read("en", "١٢٣٫٥"), [123.5]);
});

test("a text that is no number is null, never a part of it", () => {
  assert.deepEqual(read("en", "", "about 5", "5 km", "1.2.3", "1,2,3", "--5", "1e400", "Infinity", "1.234.5,6.7"), Array(9).fill(null));
});
