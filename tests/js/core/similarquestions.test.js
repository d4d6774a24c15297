import assert from "node:assert/strict";
import { test } from "node:test";
import { similarQuestions } from "../../../static/js/core/similarquestions.js";

const asked = [
  "How is city data opened when three departments each believe they own it?",
  "Siapa yang memiliki data dari kamera dan sensor di jalan kita?",
  "Wie viele Stellen braucht eine Stadt, damit ein Datenportal gepflegt wird?",
  "จะเปิดเผยข้อมูลของเมืองอย่างไรโดยไม่ให้ย้อนกลับไประบุตัวบุคคลได้?",
  "Did you write your own metadata standard or adopt DCAT?",
].map((text, index) => ({ id: `q_${index}`, text }));
const found = (draft) => similarQuestions(draft, asked).map(({ id }) => id);

test("the same thing in other words is found, in every language of the conference", () => {
  assert.deepEqual(found("Which department believes it owns city data?"), ["q_0"]);
  assert.deepEqual(found("Siapa memiliki data kamera di jalan?"), ["q_1"]);
  assert.deepEqual(found("Wie viele Stellen für ein Datenportal?"), ["q_2"]);
  assert.deepEqual(found("จะเปิดเผยข้อมูลของเมืองอย่างไร"), ["q_3"]);
});

test("something else, or too little to tell, is left in peace", () => {
  assert.deepEqual(["What about bicycles in the rain?", "data", "", "who?"].map(found), [[], [], [], []]);
});

test("another form of a word, other marks and no accents find it as well", () => {
  const open = [{ id: "q_1", text: "How is city data opened, and when?" }, { id: "q_2", text: "Wer bezahlt die Bäume in der Straße?" }];
  for (const [draft, id] of [["How do you open city data", "q_1"], ["wer bezahlt die Baume der Strasse", "q_2"], ["HOW is “city data” opened", "q_1"]]) {
    assert.deepEqual(similarQuestions(draft, open).map((each) => each.id), [id], draft);
  }
});
