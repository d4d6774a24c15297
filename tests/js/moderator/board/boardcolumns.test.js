import assert from "node:assert/strict";
import { test } from "node:test";
import { columns, matches, mergedInto, mergeTargets } from "../../../../static/js/moderator/board/boardcolumns.js";

const question = (id, status, more = {}) => ({
  kind: "question", id, status, text: `Text of ${id}`, lang: "en", votes: 0, top: 0, new: 0, asked_at: "2020-12-16T08:00:00Z",
  by: { person: "b1" }, labels: [], ...more,
});
const ids = (list) => list.map((each) => each.id);

test("waiting questions are sorted with the oldest first, in whatever form their time is written", () => {
  const board = columns([
    question("q_late", "pending", { asked_at: "2020-12-16T08:00:05Z" }),
    question("q_early", "pending", { asked_at: "2020-12-16T08:00:00.500Z" }),
  ]);
  assert.deepEqual(ids(board.waiting), ["q_early", "q_late"]);
  const sameSecond = columns([question("q_a", "pending", { new: 8 }), question("q_b", "pending", { new: 7 })]);
  assert.deepEqual(ids(sameSecond.waiting), ["q_b", "q_a"]);
});

test("the question being answered is above the others, which are in the server's order", () => {
  const board = columns([
    question("q_popular", "published", { top: 90 }),
    question("q_now", "answering", { top: 1 }),
    question("q_b", "published", { top: 5 }),
    question("q_a", "published", { top: 5 }),
  ]);
  assert.deepEqual(ids(board.published), ["q_now", "q_popular", "q_a", "q_b"]);
});

test("the latest answer leads, and the withdrawn close the declined", () => {
  const board = columns([
    question("q_1", "answered", { answer: { at: "2020-12-16T08:10:00Z" } }),
    question("q_2", "answered", { answer: { at: "2020-12-16T08:20:00Z" } }),
    question("q_3", "withdrawn", { new: 9 }),
    question("q_4", "declined", { new: 1 }),
  ]);
  assert.deepEqual([ids(board.answered), ids(board.declined)], [["q_2", "q_1"], ["q_4", "q_3"]]);
});

test("a merged question is only in its target", () => {
  const all = [question("q_1", "published"), question("q_2", "merged", { into: "q_1" }), question("q_3", "merged", { into: "q_1" })];
  assert.deepEqual(ids(Object.values(columns(all)).flat()), ["q_1"]);
  assert.deepEqual(ids(mergedInto(all).get("q_1")), ["q_2", "q_3"]);
});

test("a search finds words in any order in text, translation, label and city", () => {
  const flood = question("q_1", "published", {
    text: "Banjir di gang kami", translations: { de: "Überschwemmung" }, labels: ["sensors"], by: { city: "Jakarta" },
  });
  assert.ok(matches(flood, "jakarta BANJIR"));
  assert.ok(matches(flood, "überschwemmung sensors"));
  assert.ok(!matches(flood, "banjir berlin"));
});

test("a search finds a word whatever its accents, quotation marks and soft hyphens are", () => {
  const seen = question("q_1", "published", { text: "Don’t you see the café\u00ad data of “Jürgen”?" });
  for (const search of ["don't see", "don´t", "cafe data", "CAFÉ", "\"jurgen\""]) assert.ok(matches(seen, search), search);
  assert.ok(!matches(seen, "dont"));
});

test("one merges into what is public, and never into itself", () => {
  const all = [question("q_1", "pending"), question("q_2", "published"), question("q_3", "declined"), question("q_4", "answered"),
    question("q_5", "answering")];
  assert.deepEqual(ids(mergeTargets(all[1], all)), ["q_5", "q_4"]);
});
