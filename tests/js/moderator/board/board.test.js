import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { actionsFor, atHand, together } from "../../../../static/js/moderator/board/actions.js";
import { KEYS } from "../../../../static/js/moderator/board/keys.js";
import { columns, matches, mergedInto, mergeTargets } from "../../../../static/js/moderator/board/columns.js";

const question = (id, status, more = {}) => ({
  kind: "question", id, status, text: `Text of ${id}`, lang: "en", votes: 0, top: 0, new: 0, asked_at: "2020-12-16T08:00:00Z",
  by: { person: "b1" }, labels: [], ...more,
});
const ids = (list) => list.map((each) => each.id);

test("waiting ones stand with the oldest first, whatever way their time is written", () => {
  const board = columns([
    question("q_late", "pending", { asked_at: "2020-12-16T08:00:05Z" }),
    question("q_early", "pending", { asked_at: "2020-12-16T08:00:00.500Z" }),
  ]);
  assert.deepEqual(ids(board.waiting), ["q_early", "q_late"]);
  const sameSecond = columns([question("q_a", "pending", { new: 8 }), question("q_b", "pending", { new: 7 })]);
  assert.deepEqual(ids(sameSecond.waiting), ["q_b", "q_a"]);
});

test("being answered stands above the others, which stand in the order the server gave", () => {
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

test("a merged question is nowhere but in its target", () => {
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

test("one merges into what is public, and never into itself", () => {
  const all = [question("q_1", "pending"), question("q_2", "published"), question("q_3", "declined"), question("q_4", "answered"),
    question("q_5", "answering")];
  assert.deepEqual(ids(mergeTargets(all[1], all)), ["q_5", "q_4"]);
});

test("actions follow a question's status, pin and mute say what they would do now", () => {
  assert.deepEqual(actionsFor(question("q_1", "withdrawn")), []);
  assert.deepEqual(actionsFor(question("q_1", "merged", { into: "q_2" })), ["unmerge"]);
  const pinned = question("q_1", "published", { pinned: true });
  assert.ok(actionsFor(pinned, ["b1"]).includes("unpin") && !actionsFor(pinned).includes("pin"));
  assert.ok(actionsFor(pinned, ["b1"]).includes("unmute") && !actionsFor(pinned, ["b1"]).includes("mute"));
  assert.ok(!actionsFor(question("q_1", "pending", { by: {} })).includes("mute"), "nobody to mute");
});

test("no action is lost between what is at hand and more", () => {
  for (const status of ["pending", "published", "answering", "answered", "declined", "withdrawn"]) {
    const { first, more } = atHand(question("q_1", status));
    assert.deepEqual([...first, ...more].sort(), actionsFor(question("q_1", status)).sort());
  }
});

test("together only what each of them allows", () => {
  const [waiting, published] = [question("q_1", "pending"), question("q_2", "published")];
  assert.deepEqual(together([waiting, waiting]), ["publish", "decline"]);
  assert.deepEqual(together([waiting, published]), ["decline"]);
  assert.deepEqual(together([]), []);
});

test("every action on a card has a name, and what can be undone says what was done", () => {
  const words = JSON.parse(readFileSync(new URL("../../../../static/locales/en.json", import.meta.url), "utf8"));
  const names = ["pending", "published", "answering", "answered", "declined", "merged"].flatMap((status) =>
    [[], ["b1"]].flatMap((muted) => [false, true].flatMap((pinned) => actionsFor(question("q_1", status, { pinned }), muted))));
  assert.ok(names.includes("unpin") && names.includes("unmute"));
  assert.deepEqual(names.filter((name) => !words[`moderator.do.${name}`]), []);
  assert.deepEqual(KEYS.filter(([, name]) => !words[`moderator.key.${name}`]), []);
});
