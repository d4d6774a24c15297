import assert from "node:assert/strict";
import { test } from "node:test";
import { OrganiserState } from "../../../static/js/organiser/state.js";
import { pretendStorage } from "../pretend.js";

const conferences = [{ slug: "other", rooms: [] }, { slug: "smart", title: "Smart Change", rooms: [{ code: "GOV1" }] }];
const begin = (slug, fetchConferences = async () => conferences, storage = pretendStorage()) => new OrganiserState(slug, { fetchConferences, storage });

test("the conference of the address is found, and the key opens its rooms", async () => {
  const state = begin("smart");
  await state.refresh();
  assert.deepEqual([state.rooms, state.problem], [[{ code: "GOV1" }], "organiser.no_key"]);
  state.keepKey("s/ecret");
  assert.deepEqual([state.problem, state.mayModerate], [null, true]);
  assert.equal(state.address("GOV1", "moderate"), "/r/GOV1/moderate#key=s%2Fecret");
  assert.equal(state.address("GOV1", "speak"), "/r/GOV1/speak#key=s%2Fecret");
});

test("no key does not replace one that was kept, and each conference has its own", () => {
  const storage = pretendStorage();
  const state = begin("smart", undefined, storage);
  state.keepKey("secret");
  state.keepKey(null);
  assert.deepEqual([begin("smart", undefined, storage).mayModerate, begin("other", undefined, storage).mayModerate], [true, false]);
});

test("an unknown conference and a server that does not answer are different problems", async () => {
  const unknown = begin("none");
  await unknown.refresh();
  assert.deepEqual([unknown.problem, unknown.rooms], ["organiser.none", []]);
  const offline = begin("smart", async () => {
    throw new TypeError("no network");
  });
  await offline.refresh();
  assert.equal(offline.problem, "organiser.offline");
});
