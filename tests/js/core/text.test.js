import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { REASONS } from "../../../static/js/core/moderation.js";
import { SECTORS } from "../../../static/js/core/protocol.js";
import { clock, firstGraphemes, graphemes, inCities, isolated, reasonText, refusalText, t, useWords } from "../../../static/js/core/text.js";

const home = new URL("../../../static/", import.meta.url);
const read = (path) => readFileSync(new URL(path, home), "utf8");
const words = JSON.parse(read("locales/en.json"));
useWords("en", words);

test("texts take their names and write numbers the reader's way", () => {
  assert.equal(t("heard_now", { text: "Why?" }), "Now being answered: Why?");
  assert.equal(t("people", { n: 1 }), "1 person here");
  assert.equal(t("people", { n: 1234 }), "1,234 people here");
});

test("a text that came from a person is not a pattern", () => {
  assert.equal(t("heard_now", { text: "{n} $& __proto__" }), "Now being answered: {n} $& __proto__");
  assert.equal(t("__proto__"), "__proto__");
});

test("characters are counted as people count them", () => {
  assert.deepEqual(["", "abc", "👩‍👩‍👧", "กำลัง", "e\u0301"].map(graphemes), [0, 3, 1, 3, 1]);
});

test("a text is cut between characters and never within one", () => {
  const family = "👩‍👩‍👧";
  for (const [text, most, kept] of [["abc", 3, "abc"], ["abc", 2, "ab"], [family.repeat(3), 2, family.repeat(2)], ["กำลัง", 2, "กำลั"], ["e\u0301e", 1, "e\u0301"]]) {
    assert.equal(firstGraphemes(text, most), kept);
  }
});

test("only a text from right to left is isolated", () => {
  assert.deepEqual(["Ayu", "สมชาย", "", undefined].map(isolated), ["Ayu", "สมชาย", "", undefined]);
  assert.deepEqual(["דנה 5", "عمر", "a\u200f"].map(isolated), ["\u2068דנה 5\u2069", "\u2068عمر\u2069", "\u2068a\u200f\u2069"]);
});

test("one moment stands on the clock of every city", () => {
  const zones = [{ zone: "Asia/Jakarta", short: "WIB" }, { zone: "Europe/Berlin", short: "CET" }];
  assert.equal(inCities("2020-12-16T08:00:00Z", zones), "15:00 WIB · 09:00 CET");
  assert.equal(clock("2020-12-16T17:00:00Z", "Asia/Jakarta"), "00:00");
});

test("every code of the protocol has words, and so has every reason, sector, state and status", () => {
  const { codes } = JSON.parse(readFileSync(new URL("../../wire/rules.json", import.meta.url), "utf8"));
  const keys = [
    ...[...codes.said, "offline", "timeout", "ended"].map((code) => `no.${code}`),
    ...REASONS.map((code) => `reason.${code}`),
    ...SECTORS.map((code) => `sector.${code}`),
    ..."scheduled open paused closed".split(" ").map((code) => `state.${code}`),
    ..."pending published answering answered declined withdrawn merged".split(" ").map((code) => `status.${code}`),
  ];
  assert.deepEqual(keys.filter((key) => !(key in words)), []);
  assert.equal(refusalText({ code: "made_up_later" }), words["no.other"]);
  assert.equal(refusalText({ code: "rate", retry_after_s: 2.1 }), "That was a bit fast. Try again in 3 seconds.");
  assert.equal(reasonText("Please ask the ministry"), "Please ask the ministry");
});

test("every text that pages and modules name is in the catalogue", () => {
  const files = [...readdirSync(home), ...readdirSync(new URL("js/", home), { recursive: true }).map((name) => `js/${name}`)];
  const named = files.filter((name) => /\.(js|html)$/.test(name)).flatMap((name) => {
    const text = read(name);
    return [...text.matchAll(/\bt\(\s*"([^"]+)"|data-(?:text|label|placeholder|title)="([^"]+)"/g)].map(([, a, b]) => `${name}: ${a ?? b}`);
  });
  assert.ok(named.includes("js/questions/texts.js: anonymous")); // it does find them
  assert.deepEqual(named.filter((each) => !(each.split(": ")[1] in words)), []);
});
