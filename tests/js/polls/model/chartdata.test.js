import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { chartRows, formOf, shownRounds, textAlternative, summary } from "../../../../static/js/polls/model/chartdata.js";
import { useWords } from "../../../../static/js/core/text.js";

useWords("en", JSON.parse(readFileSync(new URL("../../../../static/locales/en.json", import.meta.url), "utf8")));
const options = [{ id: "o1", text: "Bus" }, { id: "o2", text: "Tram" }];
const poll = (type, results, fields = {}) => ({ id: "p_1", type, options, round: 1, ballots: 4, results, ...fields });

test("a row has its numbers for every round, the last ones of many", () => {
  const earlier = [1, 2, 3].map((round) => ({ round, ballots: round, results: { o1: 1 } }));
  const again = poll("choice", { o1: 3, o2: 1 }, { round: 4, earlier });
  assert.deepEqual(shownRounds(again).map(({ round }) => round), [2, 3, 4]);
  assert.deepEqual(chartRows(again)[0].values.map(({ round, n, figures }) => [round, n, figures]), [[2, 1, "1 · 50%"], [3, 1, "1 · 33%"], [4, 3, "3 · 75%"]]);
});

test("options are listed before anything may be seen of their results", () => {
  assert.deepEqual(chartRows(poll("choice", undefined)), options.map(({ id, text }) => ({ id, label: text, right: false, values: [] })));
  assert.equal(textAlternative(poll("choice", undefined)), "");
});

test("right options are marked once they are known", () => {
  assert.deepEqual(chartRows(poll("quiz", { o1: 4 }, { right: ["o2"] })).map(({ right }) => right), [false, true]);
});

test("a ranking says what its points are, a rating its mean, an estimate its median and quartiles", () => {
  assert.match(summary(poll("ranking", { o1: 1, o2: 3 })), /Borda/);
  assert.deepEqual([summary(poll("rating", { 5: 3, 1: 1 })), summary(poll("scale", {}))], ["Mean: 4 of 5", ""]);
  const estimate = poll("estimate", { n: 4, median: 12.5, q1: 10, q3: 20, bins: [[10, 20, 4]] }, { unit: "km" });
  assert.equal(summary(estimate), "Median: 12.5\u00a0km, half of all answers from 10 to 20\u00a0km");
  assert.equal(summary(poll("estimate", { n: 0, bins: [] })), "");
});

test("a chart has a text alternative", () => {
  assert.equal(textAlternative(poll("choice", { o1: 3, o2: 1 })), "Bus: 3 · 75%; Tram: 1 · 25%");
  assert.equal(textAlternative(poll("words", { top: [["data", 3]], others: 0 })), "data: 3");
});

test("each type has its form", () => {
  assert.deepEqual(["choice", "multiple", "yesno", "quiz", "ranking", "rating", "scale", "estimate", "words", "text"].map((type) => formOf({ type })),
    [...Array(5).fill("bars"), "columns", "columns", "histogram", "words", "texts"]);
});
