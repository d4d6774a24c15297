import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { answerOf, answerText, answerDraft, isBlank, pruned, tickHint } from "../../../../static/js/polls/model/answers.js";
import { useWords } from "../../../../static/js/core/text.js";

useWords("en", JSON.parse(readFileSync(new URL("../../../../static/locales/en.json", import.meta.url), "utf8")));
const options = ["a", "b", "c", "d"].map((text, index) => ({ id: `o${index + 1}`, text }));
const poll = (type, fields = {}) => ({ kind: "poll", id: "p_1", type, prompt: "Which?", options, ...fields });
const answer = (type, draft, fields) => answerOf(poll(type, fields), draft).answer;
const problem = (type, draft, fields) => answerOf(poll(type, fields), draft).problem;

test("each type's form becomes the answer that the server takes", () => {
  assert.deepEqual([answer("choice", "o2"), answer("yesno", "yes"), answer("quiz", "o1")], ["o2", "yes", "o1"]);
  assert.deepEqual([answer("rating", 4), answer("scale", 1)], [4, 1]);
  assert.deepEqual(answer("multiple", ["o3", "o1"]), ["o1", "o3"], "in the options' order: the same again is the same");
  assert.deepEqual(answer("ranking", ["o3", "o1"]), ["o3", "o1"]);
  assert.deepEqual([answer("text", "  Yes, please "), answer("words", "open data"), answer("estimate", "1 200")], ["Yes, please", "open data", 1200]);
});

test("a missing part is named, and nothing is sent", () => {
  assert.deepEqual(problem("choice", null), ["poll.need.one"]);
  assert.deepEqual(problem("multiple", ["o1"], { min: 2, max: 3 }), ["poll.need.more", { n: 2 }]);
  assert.deepEqual(problem("multiple", ["o1", "o2", "o3"], { max: 2 }), ["poll.need.fewer", { n: 2 }]);
  assert.deepEqual(problem("ranking", []), ["poll.need.ranking"]);
  assert.deepEqual([problem("text", " \n "), problem("words", "")], [["poll.need.text"], ["poll.need.text"]]);
  assert.deepEqual(problem("text", "x".repeat(502)), ["ask.over", { n: 2 }]);
  assert.deepEqual(problem("estimate", "some"), ["poll.need.number_only"]);
  assert.deepEqual(problem("estimate", "1.200", { floor: 0 }), ["poll.need.which_number", { a: "1200", b: "1.2" }]);
  assert.deepEqual(problem("estimate", "-1", { floor: 0 }), ["poll.need.at_least", { low: 0 }]);
  assert.deepEqual(problem("estimate", "101", { ceiling: 100 }), ["poll.need.at_most", { high: 100 }]);
  assert.equal(problem("estimate", "0", { floor: 0, ceiling: 100 }), undefined);
});

test("an answer comes back into the form as it was given", () => {
  assert.deepEqual([answerDraft(poll("choice"), "o2"), answerDraft(poll("estimate"), 1200.5), answerDraft(poll("multiple"), ["o1"])], ["o2", "1200.5", ["o1"]]);
  const blank = ["choice", "multiple", "ranking", "rating", "text", "estimate"].map((type) => isBlank(answerDraft(poll(type))));
  assert.deepEqual(new Set(blank), new Set([true]));
});

test("a removed option is no longer ticked", () => {
  assert.deepEqual([pruned(poll("multiple"), ["o1", "o9"]), pruned(poll("choice"), "o9"), pruned(poll("text"), "o9")], [["o1"], null, "o9"]);
});

test("an answer in words", () => {
  const words = (type, given, fields) => answerText(poll(type, fields), options, given);
  assert.equal(words("multiple", ["o1", "o3"]), "a and c");
  assert.equal(words("ranking", ["o3", "o1"]), "1. c  2. a");
  assert.equal(words("rating", 4, { steps: 10 }), "4 of 10");
  assert.equal(words("estimate", 1200, { unit: "km" }), "1,200 km");
  assert.equal(words("choice", "o9"), "–", "the option is gone");
});

test("the number of options to tick is given in words", () => {
  const hint = (min, max) => tickHint(poll("multiple", { min, max }));
  assert.deepEqual(
    [hint(), hint(1, 2), hint(2, 2), hint(2, 3), hint(2), hint(1, 9)],
    ["Choose as many as you like", "Choose up to 2", "Choose exactly 2", "Choose 2 to 3", "Choose at least 2", "Choose as many as you like"],
  );
});
