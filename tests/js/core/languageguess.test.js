import assert from "node:assert/strict";
import { test } from "node:test";
import { guessLanguage } from "../../../static/js/core/languageguess.js";

const guess = (text) => guessLanguage(text, ["id", "en", "de", "th"]);

test("the languages of the conference are told apart by their common words", () => {
  assert.equal(guess("Siapa yang memiliki data dari kamera di jalan kita?"), "id");
  assert.equal(guess("How do people without a smartphone show up in urban data?"), "en");
  assert.equal(guess("Wie viele Stellen braucht eine Stadt für ein Portal?"), "de");
  assert.equal(guess("เมืองเล็กควรเริ่มต้นเรื่อง open data จากตรงไหน"), "th");
});

test("too little, an even count, or a language that is not offered is no guess", () => {
  assert.deepEqual(["Data?", "DCAT", "what is das der", ""].map(guess), [null, null, null, null]);
  assert.equal(guessLanguage("Wie ist das und was wird es?", ["id", "en"]), null);
});
