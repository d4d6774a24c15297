import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { PollDeskState } from "../../../../static/js/moderator/polls/deskstate.js";
import { newDraft, newOption } from "../../../../static/js/moderator/polls/polldraft.js";
import { pretendStorage } from "../../pretend.js";

const poll = (id, state, position, more = {}) => ({
  kind: "poll", id, type: "choice", prompt: id, state, position, show: "closed", changeable: true, options: [], ballots: 0, ...more,
});

let commands, refusals, chosen, desk;

function show(...polls) {
  desk.moderator.room.items = new Map(polls.map((each) => [each.id, each]));
  desk.follow();
}

beforeEach(() => {
  [commands, refusals, chosen] = [[], [], []];
  const run = async (command, fields, { onOk = () => {} } = {}) => {
    commands.push([command, fields]);
    const refusal = refusals.shift() ?? null;
    if (!refusal) onOk({ id: "p_new" });
    return refusal;
  };
  desk = new PollDeskState({ room: { items: new Map() }, run }, { code: "GOV1", storage: pretendStorage() });
  desk.listen((id, options) => chosen.push([id, options]));
});

test("a poll is selected by itself only at first, and again when the selected one is gone", () => {
  show(poll("p_1", "closed", 0), poll("p_2", "draft", 1));
  assert.equal(desk.chosen, "p_2");
  show(poll("p_1", "open", 0), poll("p_2", "draft", 1));
  assert.equal(desk.chosen, "p_2");
  show(poll("p_1", "open", 0));
  assert.equal(desk.chosen, "p_1");
});

test("when all polls are folded, none unfolds by itself", () => {
  show(poll("p_1", "draft", 0));
  desk.toggle("p_1");
  show(poll("p_1", "draft", 0), poll("p_2", "open", 1));
  assert.deepEqual([desk.chosen, desk.current, chosen], ["", null, [["", {}]]]);
});

test("places follow the order of the polls, the next one to open is the first draft", () => {
  show(poll("p_b", "draft", 2), poll("p_a", "closed", 0), poll("p_c", "draft", 1));
  assert.deepEqual([desk.placeOf("p_c"), desk.next.id], [{ index: 1, count: 3 }, "p_c"]);
});

test("a created poll is selected as soon as it arrives", async () => {
  const draft = { ...newDraft("choice"), prompt: "Which city?", options: [newOption("a", "Jakarta"), newOption("b", "Berlin")] };
  assert.equal(await desk.create(draft, true), null);
  assert.deepEqual(commands.map(([command]) => command), ["poll.create", "poll.open"]);
  assert.deepEqual([commands[1][1], chosen], [{ id: "p_new" }, []]);
  show(poll("p_1", "draft", 0), poll("p_new", "open", 1));
  assert.deepEqual([desk.chosen, chosen], ["p_new", [["p_new", {}]]]);
});

test("a poll that was not created is not opened", async () => {
  refusals = [{ code: "invalid", field: "prompt" }];
  assert.equal((await desk.create(newDraft("yesno"), true)).code, "invalid");
  assert.equal(commands.length, 1);
});

test("an edit sends what was changed since the editor was opened, and nothing if nothing was", async () => {
  const before = poll("p_1", "draft", 0, { type: "yesno" });
  show({ ...before, prompt: "Of a colleague" });
  const draft = { ...newDraft("yesno"), prompt: "p_1", show: "always", changeable: true, moderated: false };
  assert.equal(await desk.edit(before, draft, false), null);
  assert.deepEqual(commands, [["poll.edit", { id: "p_1", show: "always" }]]);
  commands.length = 0;
  await desk.edit(before, { ...draft, show: "closed" }, true);
  assert.deepEqual(commands, [["poll.open", { id: "p_1" }]]);
});

test("drafts are kept for each poll, and one for a new poll", () => {
  desk.keepDraft("p_1", { prompt: "Edited" });
  desk.keepDraft(undefined, { prompt: "New" });
  desk.dropDraft("p_1");
  assert.deepEqual([desk.draft("p_1"), desk.draft(undefined)], [null, { prompt: "New" }]);
});
