import assert from "node:assert/strict";
import { test } from "node:test";
import { direction } from "../../../static/js/core/direction.js";

test("the majority of letters decides the direction, wherever they stand", () => {
  for (const text of ["API متى ستكون متاحة للجميع؟ (نسخة 2.0)", "متى؟", "GPS נגיש לכולם", "https://data.example.org/a/long/path متى", "2.0 متى"]) {
    assert.equal(direction(text), "rtl", text);
  }
  for (const text of ["The word سلام means peace", "שלום, who pays for all of this?", "ทำไม Bandung เร็วกว่า سلام"]) assert.equal(direction(text), "ltr", text);
});

test("a text without letters that run from the right is left to the browser", () => {
  for (const text of ["", "Seberapa terbuka?", "ข้อมูลเปิด", "2020", "👍"]) assert.equal(direction(text), "auto", text);
});
