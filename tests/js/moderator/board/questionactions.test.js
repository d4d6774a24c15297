import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { actionsFor, splitActions, bulkActions } from "../../../../static/js/moderator/board/questionactions.js";
import { KEYS } from "../../../../static/js/moderator/board/keybindings.js";

const question = (id, status, more = {}) => ({
  kind: "question", id, status, text: `Text of ${id}`, lang: "en", votes: 0, top: 0, new: 0, asked_at: "2020-12-16T08:00:00Z",
  by: { person: "b1" }, labels: [], ...more,
});

test("actions follow a question's status, pin and mute say what they would do now", () => {
  assert.deepEqual(actionsFor(question("q_1", "withdrawn")), []);
  assert.deepEqual(actionsFor(question("q_1", "merged", { into: "q_2" })), ["unmerge"]);
  const pinned = question("q_1", "published", { pinned: true });
  assert.ok(actionsFor(pinned, ["b1"]).includes("unpin") && !actionsFor(pinned).includes("pin"));
  assert.ok(actionsFor(pinned, ["b1"]).includes("unmute") && !actionsFor(pinned, ["b1"]).includes("mute"));
  assert.ok(!actionsFor(question("q_1", "pending", { by: {} })).includes("mute"), "nobody to mute");
});

test("no action is lost between the first ones and the others", () => {
  for (const status of ["pending", "published", "answering", "answered", "declined", "withdrawn"]) {
    const { first, more } = splitActions(question("q_1", status));
    assert.deepEqual([...first, ...more].sort(), actionsFor(question("q_1", status)).sort());
  }
});

test("bulk actions are those that each question allows", () => {
  const [waiting, published] = [question("q_1", "pending"), question("q_2", "published")];
  assert.deepEqual(bulkActions([waiting, waiting]), ["publish", "decline"]);
  assert.deepEqual(bulkActions([waiting, published]), ["decline"]);
  assert.deepEqual(bulkActions([]), []);
});

test("every action on a card has a name, and what can be undone says what was done", () => {
  const words = JSON.parse(readFileSync(new URL("../../../../static/locales/en.json", import.meta.url), "utf8"));
  const names = ["pending", "published", "answering", "answered", "declined", "merged"].flatMap((status) =>
    [[], ["b1"]].flatMap((muted) => [false, true].flatMap((pinned) => actionsFor(question("q_1", status, { pinned }), muted))));
  assert.ok(names.includes("unpin") && names.includes("unmute"));
  assert.deepEqual(names.filter((name) => !words[`moderator.do.${name}`]), []);
  assert.deepEqual(KEYS.filter(([, name]) => !words[`moderator.key.${name}`]), []);
});
