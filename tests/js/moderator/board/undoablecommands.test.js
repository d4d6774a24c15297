import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { UndoableCommands } from "../../../../static/js/moderator/board/undoablecommands.js";

let sent, done, refusals, refuse, nowMs, commands;

beforeEach(() => {
  [sent, done, refusals, refuse, nowMs] = [[], [], [], null, 1_000];
  commands = new UndoableCommands({
    send: async (command, fields) => {
      sent.push({ do: command, ...fields });
      if (refuse) throw refuse;
      return { id: "q_9" };
    },
    stateBefore: () => ({ question: { id: "q_1", text: "Before" }, room: { settings: {} }, now: null }),
    onDone: (what, canUndo) => done.push([what.do, canUndo]),
    onRefused: (refusal) => refusals.push(refusal.code),
    now: () => nowMs,
  });
});

test("a success is reported with whether it can be undone, and undone by its inverse", async () => {
  assert.equal(await commands.run("question.publish", { id: "q_1" }), null);
  assert.equal(await commands.run("speaker.note", { text: "Soon" }), null);
  assert.deepEqual(done, [["question.publish", true], ["speaker.note", false]]);
  await commands.undo();
  assert.deepEqual(sent.at(-1), { do: "question.unpublish", id: "q_1" });
});

test("commands are undone one after another, the latest first, and none twice", async () => {
  await commands.run("question.publish", { id: "q_1" });
  await commands.run("question.pin", { id: "q_2" });
  sent.length = 0;
  for (let times = 0; times < 3; times += 1) await commands.undo();
  assert.deepEqual(sent, [{ do: "question.unpin", id: "q_2" }, { do: "question.unpublish", id: "q_1" }]);
});

test("a command on several questions is undone question by question", async () => {
  await commands.run("question.decline", { ids: ["q_1", "q_2"], reason: "off_topic" });
  sent.length = 0;
  await commands.undo();
  assert.deepEqual(sent.map(({ id }) => id), ["q_1", "q_2"]);
});

test("a refused command cannot be undone, and the refusal is reported unless the caller shows it", async () => {
  refuse = { code: "changed" };
  assert.equal(await commands.run("question.edit", { id: "q_1", text: "After" }, { quiet: true }), refuse);
  assert.deepEqual(refusals, []);
  await commands.run("question.edit", { id: "q_1", text: "After" });
  assert.deepEqual([refusals, done, commands.latest], [["changed"], [], null]);
});

test("the caller gets the server's answer", async () => {
  const answers = [];
  await commands.run("poll.create", { prompt: "Which?" }, { onOk: (ok) => answers.push(ok) });
  assert.deepEqual(answers, [{ id: "q_9" }]);
});

test("after ten seconds there is nothing left to undo", async () => {
  await commands.run("question.publish", { id: "q_1" });
  nowMs += 10_000;
  assert.equal(await commands.undo(), null);
});
