import assert from "node:assert/strict";
import { test } from "node:test";
import { wholePercents } from "../../../../static/js/polls/model/percentages.js";
import { rows } from "../../../../static/js/polls/model/results.js";

const EXAMPLES = [
  [[3, 2, 2], [0.43, 0.29, 0.28]],
  [[1, 1, 1], [0.34, 0.33, 0.33]],
  [[1, 1, 1, 1, 1, 1], [0.17, 0.17, 0.17, 0.17, 0.16, 0.16]],
  [[1, 7], [0.13, 0.87]],
  [[0, 5, 0], [0, 1, 0]],
  [[0, 0], [0, 0]],
  [[], []],
];

test("percentages of a whole add up to 100 by the largest remainder", () => {
  for (const [counts, expected] of EXAMPLES) assert.deepEqual(wholePercents(counts), expected, String(counts));
});

test("every split of up to 30 people in three adds up to 100, and no part is off by a whole percent", () => {
  for (let a = 1; a <= 10; a += 1) for (let b = 0; b <= 10; b += 1) for (let c = 0; c <= 10; c += 1) {
    const percents = wholePercents([a, b, c]).map((each) => Math.round(100 * each));
    assert.equal(percents.reduce((sum, each) => sum + each), 100);
    [a, b, c].forEach((n, index) => assert.ok(Math.abs(percents[index] - (100 * n) / (a + b + c)) < 1));
  }
});

test("rows of polls with one answer each are written as parts of 100 %, those of others one by one", () => {
  const options = ["o1", "o2", "o3"].map((id) => ({ id, text: id }));
  const shown = (type, results) => rows({ type, options, results, ballots: 7, steps: 3 }).map((row) => row.shown);
  for (const type of ["choice", "yesno", "quiz"]) assert.deepEqual(shown(type, { o1: 3, o2: 2, o3: 2 }), [0.43, 0.29, 0.28]);
  for (const type of ["rating", "scale"]) assert.deepEqual(shown(type, { 1: 3, 2: 2, 3: 2 }), [0.43, 0.29, 0.28]);
  assert.deepEqual(shown("multiple", { o1: 7, o2: 2, o3: 2 }), [1, 2 / 7, 2 / 7]);
});
