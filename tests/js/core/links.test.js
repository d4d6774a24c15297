import assert from "node:assert/strict";
import { test } from "node:test";
import { linkParts } from "../../../static/js/core/links.js";

const links = (text) => linkParts(text).filter((part) => typeof part !== "string");
const hrefs = (text) => links(text).map(({ href }) => href);

test("an address is pressed, and the text around it stays", () => {
  assert.deepEqual(linkParts("slides: https://data.example.org/x?a=1#b, and more"), [
    "slides: ", { href: "https://data.example.org/x?a=1#b", text: "https://data.example.org/x?a=1#b" }, ", and more",
  ]);
  assert.deepEqual(linkParts("none"), ["none"]);
  assert.deepEqual(linkParts(""), []);
});

test("punctuation at the end is the sentence's", () => {
  for (const end of [".", ",", "!", "?", ":", ";", "…", ")", "]", "”", "'", "».", ").", "。", "?!"]) {
    assert.deepEqual(hrefs(`see (https://example.org/a${end} so`), ["https://example.org/a"], end);
  }
  assert.deepEqual(hrefs("https://en.wikipedia.org/wiki/Suara_(disambiguation)"), ["https://en.wikipedia.org/wiki/Suara_(disambiguation)"]);
  assert.deepEqual(hrefs("(https://en.wikipedia.org/wiki/Suara_(film))."), ["https://en.wikipedia.org/wiki/Suara_(film)"]);
  assert.deepEqual(hrefs("<https://example.org/a> \"http://example.org/b\""), ["https://example.org/a", "http://example.org/b"]);
});

test("nothing but http and https is an address, and no name of a user hides the host", () => {
  for (const text of ["javascript:alert(1)", "data:text/html,x", "ftp://example.org", "https://", "https://bank.example@evil.example/", "xhttps://example.org",
    "https://user:pass@example.org", "file:///etc/passwd", "HTTPS//example.org", "vbscript:https"]) {
    assert.deepEqual(hrefs(text), [], text);
  }
});

test("a host whose letters could pass for others is written as the network knows it", () => {
  assert.equal(links("https://аррӏе.com/x")[0].text, "https://xn--80ak6aa92e.com/x");
  assert.equal(links("https://jürgen.example/ä")[0].text, "https://jürgen.example/ä");
  assert.equal(links("https://example.org\u202e/gro")[0].text, "https://example.org");
});
