import assert from "node:assert/strict";
import { test } from "node:test";
import { mean, rounds, rows } from "../../../../static/js/polls/model/results.js";

const options = [{ id: "o1", text: "Bus" }, { id: "o2", text: "Tram" }, { id: "o3", text: "Bike" }];
const poll = (type, results, fields = {}) => ({ id: "p_1", type, options, round: 1, ballots: 4, results, ...fields });
const brief = (...given) => rows(...given).map(({ label, n, share }) => [label, n, share]);

test("shares are of the people who answered, also where one may tick several", () => {
  assert.deepEqual(brief(poll("choice", { o1: 3, o2: 1 })), [["Bus", 3, 0.75], ["Tram", 1, 0.25], ["Bike", 0, 0]]);
  assert.deepEqual(brief(poll("multiple", { o1: 4, o2: 4, o3: 2 })), [["Bus", 4, 1], ["Tram", 4, 1], ["Bike", 2, 0.5]]);
  assert.deepEqual(brief(poll("choice", {}, { ballots: 0 })), [["Bus", 0, 0], ["Tram", 0, 0], ["Bike", 0, 0]]);
});

test("a ranking is in the order of its points, of those that everybody's first would have", () => {
  assert.deepEqual(brief(poll("ranking", { o1: 2, o2: 6, o3: 2 })), [["Tram", 6, 0.75], ["Bus", 2, 0.25], ["Bike", 2, 0.25]]);
});

test("a rating has every step, and a mean", () => {
  const rating = poll("rating", { 5: 3, 1: 1 });
  assert.deepEqual(brief(rating), [["1", 1, 0.25], ["2", 0, 0], ["3", 0, 0], ["4", 0, 0], ["5", 3, 0.75]]);
  assert.deepEqual([mean(rating), mean({ ...rating, mean: 3.9 }), mean(poll("rating", {}))], [4, 3.9, null]);
});

test("words, and the bins of estimates", () => {
  assert.deepEqual(brief(poll("words", { top: [["data", 3], ["__proto__", 1]], others: 9 })), [["data", 3, 0.75], ["__proto__", 1, 0.25]]);
  const estimate = poll("estimate", { n: 2, median: 5, q1: 1, q3: 9, bins: [[0, 5, 1], [5, 10, 1]] });
  assert.deepEqual(rows(estimate).map(({ id, n, share }) => [id, n, share]), [["0–5", 1, 0.5], ["5–10", 1, 0.5]]);
});

test("there are no rows for hidden results, and visible rounds are in order", () => {
  assert.deepEqual([rows(poll("choice", undefined)), rounds(poll("choice", undefined))], [[], []]);
  const twice = poll("choice", { o1: 4 }, { round: 2, earlier: [{ round: 1, ballots: 2, results: { o1: 1 } }] });
  assert.deepEqual(rounds(twice).map(({ round, ballots }) => [round, ballots]), [[1, 2], [2, 4]]);
  assert.deepEqual(brief(twice, rounds(twice)[0]), [["Bus", 1, 0.5], ["Tram", 0, 0], ["Bike", 0, 0]]);
});
