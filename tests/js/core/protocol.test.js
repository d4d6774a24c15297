// The pages' tables and checks, held against the examples that the server's rules are held against as well.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { folded } from "../../../static/js/core/folding.js";
import * as moderation from "../../../static/js/core/moderation.js";
import * as protocol from "../../../static/js/core/protocol.js";
import { allows } from "../../../static/js/core/selectors.js";
import { graphemes } from "../../../static/js/core/text.js";
import * as board from "../../../static/js/moderator/board/questionactions.js";
import * as polls from "../../../static/js/moderator/polls/pollactions.js";
import { definition, draftFrom, isLocked, newDraft, problemsOf } from "../../../static/js/moderator/polls/polldraft.js";
import { TYPES } from "../../../static/js/moderator/polls/polltypes.js";
import { Outbox } from "../../../static/js/net/outbox.js";
import { answerOf } from "../../../static/js/polls/model/answers.js";

const examples = JSON.parse(readFileSync(new URL("../../wire/rules.json", import.meta.url), "utf8"));
const STATUSES = ["pending", "published", "answering", "answered", "declined", "withdrawn", "merged"];
const STATES = ["draft", "open", "closed"];
const poll = (fields) => ({ id: "p_1", type: "choice", show: "closed", ballots: 1, prompt: "Which one?", options: [], ...fields });

test("texts that look the same are folded alike", () => {
  for (const [text, expected] of examples.folded) assert.equal(folded(text), expected, text);
});

test("characters are counted as people count them", () => {
  for (const [text, expected] of examples.graphemes) assert.equal(graphemes(text), expected, text);
});

test("actions on questions follow the rules, and so do those on entries", () => {
  for (const { do: command, from, entries } of examples.questions) {
    const action = command.replace("question.", "");
    const offered = (kind) => STATUSES.filter((status) => board.mayDo({ kind, status }, action));
    assert.deepEqual(offered("question").sort(), [...from].sort(), command);
    assert.deepEqual(offered("entry").sort(), entries ? [...from].sort() : [], command);
  }
});

test("actions on polls follow the rules", () => {
  for (const { do: command, from } of examples.polls) {
    const starts = STATES.filter((state) =>
      polls.actionsFor(poll({ state }), { index: 0, count: 1 }).some((action) => polls.commandOf(action, {}, {})?.[0] === command));
    assert.deepEqual(starts, from, command);
  }
});

test("the audience of results follows the rules", () => {
  for (const { show, revealed, ...seen } of examples.results) {
    for (const state of ["open", "closed"]) assert.equal(polls.audienceOf({ show, state, revealed }), seen[state], `${show} ${state}`);
  }
});

test("the fields that can be edited follow the rules", () => {
  for (const { type, edit, in: taken } of examples.edits) {
    for (const [field] of Object.entries(edit)) {
      assert.deepEqual(STATES.filter((state) => !isLocked(field, poll({ type, state }))), taken, field);
    }
  }
});

test("a draft has the problem that the server would find", () => {
  for (const { create, wrong } of examples.drafts) {
    const options = (create.options ?? []).map((text, index) => ({ id: `o${index}`, text }));
    const problems = problemsOf(draftFrom(poll({ show: "closed", changeable: true, ...create, options })));
    assert.equal(Object.keys(problems)[0] ?? null, wrong, JSON.stringify(create));
  }
});

test("a new draft has the defaults of its type", () => {
  for (const { type, is } of examples.defaults) {
    const asked = definition(newDraft(type));
    assert.deepEqual(Object.fromEntries(Object.keys(is).map((field) => [field, asked[field]])), is);
  }
});

test("an answer has the length that the server accepts", () => {
  for (const { type, graphemes: most } of examples.longest) {
    assert.deepEqual(answerOf(poll({ type }), "ก".repeat(most)), { answer: "ก".repeat(most) });
    assert.deepEqual(answerOf(poll({ type }), "ก".repeat(most + 1)), { problem: ["ask.over", { n: 1 }] });
  }
});

test("commands whose refs are remembered get a text as their ref", () => {
  const outbox = new Outbox({ read: () => null, write: () => {}, remove: () => {} }, "key", () => 0);
  for (const { do: command, remembered } of examples.refs) {
    assert.equal(typeof outbox.add(command, {}).ref, remembered ? "string" : "number", command);
  }
});

test("the desk offers every type of poll there is", () => {
  assert.deepEqual([...TYPES].sort(), Object.keys(moderation.POLL_FIELDS_OF_TYPE).sort());
});

test("nobody can change a table", () => {
  for (const value of [...Object.values(protocol), ...Object.values(moderation)]) frozen(value);
});

function frozen(value) {
  assert.ok(Object.isFrozen(value));
  if (typeof value === "object") Object.values(value).forEach(frozen);
}
