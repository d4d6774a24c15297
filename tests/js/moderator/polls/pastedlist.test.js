import assert from "node:assert/strict";
import { test } from "node:test";
import { listEntries } from "../../../../static/js/moderator/polls/pastedlist.js";

const entries = ["Red apples", "2020 vintage", "1.5 litres"];
const marked = (mark) => entries.map((entry, index) => `${mark(index)}${entry}`).join("\n");

test("marks of one kind are left out", () => {
  for (const mark of ["• ", "- ", "– ", "* ", "•\t", "  ◦ ", "✓ ", "- [ ] "]) assert.deepEqual(listEntries(marked(() => mark)), entries, mark);
  for (const mark of [(i) => `${i + 1}. `, (i) => `${i + 1}) `, (i) => `(${i + 1}) `, (i) => `${"abc"[i]}) `, (i) => `${"ABC"[i]}. `, (i) => `${["i", "ii", "iii"][i]}. `,
    (i) => `${"กขค"[i]}. `]) {
    assert.deepEqual(listEntries(marked(mark)), entries, mark(1));
  }
});

test("a mark that not all lines have is part of the text", () => {
  for (const lines of [["• Red", "1. Pears"], ["- Dates", "Figs"], ["- a", "– b"], ["1. x", "2) y"], ["24. Dezember", "31. Dezember"], ["1.5 litres", "2.5 litres"],
    ["2020 vintage", "2021 vintage"], ["-5", "-6"], ["A. Müller", "K. Meier"], ["+1", "+2"]]) {
    assert.deepEqual(listEntries(lines.join("\n")), lines);
  }
  assert.deepEqual(listEntries("1. alone"), ["1. alone"]);
});

test("every kind of line end parts entries, and empty lines are none", () => {
  assert.deepEqual(listEntries("a\r\n\r\nb\rc\u2028d\u0085e\vf\n"), ["a", "b", "c", "d", "e", "f"]);
});
