import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { useWords } from "../../../../static/js/core/text.js";
import { translated } from "../../../../static/js/polls/model/translated.js";

useWords("en", JSON.parse(readFileSync(new URL("../../../../static/locales/en.json", import.meta.url), "utf8")));
const options = ["a", "b", "c", "d"].map((text, index) => ({ id: `o${index + 1}`, text }));
const poll = (type, fields = {}) => ({ kind: "poll", id: "p_1", type, prompt: "Which?", options, ...fields });

test("a poll is in the first of its reader's languages that there is, else as it was written", () => {
  const translations = { de: { prompt: "Welche?", options: { o1: "A" } }, __proto__: null };
  const many = poll("choice", { lang: "en", translations });
  const prompt = (...languages) => translated(many, languages).prompt;
  assert.deepEqual([prompt("de-AT", "en"), prompt("en-GB", "de"), prompt("th"), prompt("constructor")], ["Welche?", "Which?", "Which?", "Which?"]);
  assert.deepEqual(translated(many, ["de"]).options.map(({ text }) => text), ["A", "b", "c", "d"]);
  const { lang, from } = translated(many, ["de"], true);
  assert.deepEqual([translated(many, ["de"], true).prompt, lang, from], ["Which?", "en", "en"]);
  assert.equal(translated(many, ["en"]).from, null);
});

test("yes and no are in the words of the page", () => {
  const yesno = poll("yesno", { options: [{ id: "yes", text: "Ja" }, { id: "no", text: "Nein" }] });
  assert.deepEqual(translated(yesno, ["en"]).options.map(({ text }) => text), ["Yes", "No"]);
});
