import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Deeds } from "../../../../static/js/moderator/board/deeds.js";

let sent, told, refusals, refuse, nowMs, deeds;

beforeEach(() => {
  [sent, told, refusals, refuse, nowMs] = [[], [], [], null, 1_000];
  deeds = new Deeds({
    send: async (command, fields) => {
      sent.push({ do: command, ...fields });
      if (refuse) throw refuse;
    },
    standing: () => ({ question: { id: "q_1", text: "Before" }, room: { settings: {} }, now: null }),
    told: (what, deed) => told.push([what.do, Boolean(deed)]),
    refused: (refusal) => refusals.push(refusal.code),
    now: () => nowMs,
  });
});

test("what was done is told with whether it can be undone, and undone by its inverse", async () => {
  assert.equal(await deeds.do("question.publish", { id: "q_1" }), null);
  assert.equal(await deeds.do("speaker.note", { text: "Soon" }), null);
  assert.deepEqual(told, [["question.publish", true], ["speaker.note", false]]);
  await deeds.undo();
  assert.deepEqual(sent.at(-1), { do: "question.unpublish", id: "q_1" });
});

test("deeds are undone one after another, the latest first, and none twice", async () => {
  await deeds.do("question.publish", { id: "q_1" });
  await deeds.do("question.pin", { id: "q_2" });
  sent.length = 0;
  for (let times = 0; times < 3; times += 1) await deeds.undo();
  assert.deepEqual(sent, [{ do: "question.unpin", id: "q_2" }, { do: "question.unpublish", id: "q_1" }]);
});

test("several at once are taken back one by one", async () => {
  await deeds.do("question.decline", { ids: ["q_1", "q_2"], reason: "off_topic" });
  sent.length = 0;
  await deeds.undo();
  assert.deepEqual(sent.map(({ id }) => id), ["q_1", "q_2"]);
});

test("what was refused cannot be undone, and is said unless a sheet says it", async () => {
  refuse = { code: "changed" };
  assert.equal(await deeds.do("question.edit", { id: "q_1", text: "After" }, { quiet: true }), refuse);
  assert.deepEqual(refusals, []);
  await deeds.do("question.edit", { id: "q_1", text: "After" });
  assert.deepEqual([refusals, told, deeds.latest], [["changed"], [], null]);
});

test("after ten seconds there is nothing left to undo", async () => {
  await deeds.do("question.publish", { id: "q_1" });
  nowMs += 10_000;
  assert.equal(await deeds.undo(), null);
});
