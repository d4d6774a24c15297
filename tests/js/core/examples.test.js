// The examples that the server is held against as well: what it writes is what pages read.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { applySync, emptyRoom } from "../../../static/js/core/room.js";

const examples = JSON.parse(readFileSync(new URL("../../wire/examples.json", import.meta.url), "utf8"));
const syncs = examples.filter((example) => example.frames);

test("there are examples to test the pages with", () => {
  assert.ok(syncs.length >= 10);
});

for (const { name, frames, items, mine } of syncs) {
  test(`folding: ${name}`, () => {
    const room = frames.reduce(applySync, emptyRoom());
    assert.deepEqual(Object.fromEntries(room.items), items);
    assert.deepEqual([...room.mine.votes], mine.votes);
    assert.deepEqual([...room.mine.questions], mine.questions);
    assert.deepEqual({ ...room.mine.ballots }, mine.ballots);
    assert.equal(room.at, frames.at(-1).sync.at);
  });
}
