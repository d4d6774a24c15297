import assert from "node:assert/strict";
import { test } from "node:test";
import { editFields, createFields, draftFrom, undoFields, newKey, isLocked, newDraft, newOption, problemsOf, withType } from "../../../../static/js/moderator/polls/polldraft.js";
import { TYPES } from "../../../../static/js/moderator/polls/polltypes.js";

const options = (...texts) => texts.map((text, index) => newOption(`n${index + 1}`, text));
const draft = (type, fields) => ({ ...newDraft(type), prompt: "Which city first?", ...fields });
const poll = {
  kind: "poll", id: "p_1", type: "choice", prompt: "Which city first?", state: "draft", show: "closed", changeable: true, position: 0,
  options: [{ id: "o1", text: "Jakarta" }, { id: "o3", text: "Bangkok" }], lang: "en",
  translations: { de: { prompt: "Welche Stadt zuerst?", options: { o1: "Jakarta", o3: "Bangkok" } } },
};

test("a new draft has a problem for each missing field", () => {
  assert.deepEqual(Object.keys(problemsOf(newDraft("quiz"))), ["prompt", "options", "right"]);
  assert.deepEqual(Object.keys(problemsOf(newDraft("words"))), ["prompt"]);
  for (const type of TYPES) {
    const whole = draft(type, { options: options("Jakarta", "Bangkok").map((each) => ({ ...each, right: true })) });
    assert.deepEqual(problemsOf(whole), {}, type);
  }
});

test("options are told apart as people read them", () => {
  assert.deepEqual(problemsOf(draft("choice", { options: options("Ｊakarta", "jakarta ") })), { options: ["polldesk.need.distinct"] });
  assert.deepEqual(problemsOf(draft("choice", { options: options("Jakarta", "", " ") })), { options: ["polldesk.need.options"] });
  assert.equal(problemsOf(draft("choice", { options: options(...Array.from({ length: 51 }, (_, n) => `${n}`)) })).options[0], "polldesk.need.fewer_options");
});

test("numbers have to fit each other", () => {
  const two = { options: options("Jakarta", "Bangkok") };
  assert.deepEqual(problemsOf(draft("multiple", { ...two, min: "2", max: "1" })), { max: ["polldesk.need.order"] });
  assert.deepEqual(Object.keys(problemsOf(draft("multiple", { ...two, max: "3" }))), ["max"]);
  assert.deepEqual(Object.keys(problemsOf(draft("estimate", { floor: "5", ceiling: "5" }))), ["ceiling"]);
  assert.deepEqual(Object.keys(problemsOf(draft("words", { limit_s: "4" }))), ["limit_s"]);
  assert.deepEqual(problemsOf(draft("words", { prompt: "é".repeat(501) })), { prompt: ["ask.over", { n: 1 }] });
});

test("only filled fields of the poll's type are sent", () => {
  const whole = { options: options("Jakarta", "", "Bangkok"), min: "1", unit: "km", low: "no", explanation: " Because. " };
  whole.options[2].right = true;
  assert.deepEqual(createFields(draft("quiz", whole)), {
    type: "quiz", prompt: "Which city first?", show: "closed", changeable: false, limit_s: 20,
    options: ["Jakarta", "Bangkok"], right: [1], explanation: "Because." });
  assert.deepEqual(createFields(draft("estimate", { ...whole, floor: "0" })), {
    type: "estimate", prompt: "Which city first?", show: "closed", changeable: true, unit: "km", floor: 0 });
});

test("a half-finished translation is filled with the original, an empty one is left out", () => {
  const translations = { de: { prompt: "", options: { n2: "Bangkok (Krung Thep)" } }, th: { prompt: " ", options: {} } };
  assert.deepEqual(createFields(draft("choice", { options: options("Jakarta", "Bangkok"), translations })).translations, {
    de: { prompt: "Which city first?", options: ["Jakarta", "Bangkok (Krung Thep)"] } });
});

test("an edit has only the changed fields", () => {
  assert.deepEqual(editFields(draftFrom(poll), poll), {});
  const changed = { ...draftFrom(poll), prompt: "Which one?", show: "always" };
  assert.deepEqual(editFields(changed, poll), { prompt: "Which one?", show: "always" });
  assert.deepEqual(editFields(changed, { ...poll, state: "open" }), { prompt: "Which one?" });
});

test("undoing an edit restores what depends on it: a removed option comes back with its translation", () => {
  assert.deepEqual(undoFields(poll, { prompt: "Which one?" }), { prompt: "Which city first?" });
  assert.deepEqual(undoFields(poll, { options: [{ id: "o3", text: "Krung Thep" }, { text: "Berlin" }] }), {
    options: [{ text: "Jakarta" }, { id: "o3", text: "Bangkok" }],
    translations: { de: { prompt: "Welche Stadt zuerst?", options: ["Jakarta", "Bangkok"] } } });
});

test("the mark \"right\" moves with its option, and another option in its place is another answer", () => {
  const quiz = { ...poll, type: "quiz", right: ["o1"], translations: {} };
  const [jakarta, bangkok] = draftFrom(quiz).options;
  assert.deepEqual(Object.keys(editFields({ ...draftFrom(quiz), options: [bangkok, jakarta] }, quiz)), ["options"]);
  const other = { ...draftFrom(quiz), options: [{ ...bangkok, right: true }, { ...jakarta, right: false }] };
  assert.deepEqual(editFields(other, quiz).right, [0]);
});

test("options keep their ids and their translations while they move", () => {
  const moved = draftFrom(poll);
  moved.options = [moved.options[1], newOption("n1", "Berlin"), moved.options[0]];
  assert.deepEqual(editFields(moved, poll), {
    options: [{ id: "o3", text: "Bangkok" }, { text: "Berlin" }, { id: "o1", text: "Jakarta" }],
    translations: { de: { prompt: "Welche Stadt zuerst?", options: ["Bangkok", "Berlin", "Jakarta"] } } });
  assert.equal(newKey(moved), "n2");
});

test("a removed limit is sent as null", () => {
  assert.deepEqual(editFields({ ...draftFrom({ ...poll, limit_s: 30 }), limit_s: "" }, { ...poll, limit_s: 30 }), { limit_s: null });
});

test("while people answer, what they saw stays; how results are seen may change once it is closed", () => {
  const locked = (state) => ["prompt", "options", "min", "right", "show", "limit_s"].filter((field) => isLocked(field, { state }));
  assert.deepEqual(locked("draft"), []);
  assert.deepEqual(locked("open"), ["min", "right", "show", "limit_s"]);
  assert.deepEqual(locked("closed"), ["min", "limit_s"]); // a wrong key can be put right
});

test("looking at another type loses nothing that was prepared", () => {
  const prepared = draft("choice", { options: options("Jakarta", "Bangkok") });
  const quiz = withType(prepared, "quiz");
  assert.equal(quiz.limit_s, "20");
  assert.deepEqual(withType(quiz, "choice"), prepared);
  assert.equal(withType(draft("rating", { steps: "10" }), "scale").steps, "5", "a scale has its own steps");
});
