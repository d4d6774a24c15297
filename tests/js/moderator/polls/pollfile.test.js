import assert from "node:assert/strict";
import { test } from "node:test";
import { checkDefinition, importPolls, readPollFile, writePollFile } from "../../../../static/js/moderator/polls/pollfile.js";

const poll = {
  kind: "poll", id: "p_1", type: "quiz", prompt: "Capital of Thailand?", state: "closed", show: "closed", changeable: false, position: 0, ballots: 3,
  options: [{ id: "o1", text: "Bangkok" }, { id: "o2", text: "Chiang Mai" }], right: ["o1"], explanation: "Since 1782.", limit_s: 20,
  results: { o1: 2, o2: 1 }, translations: { th: { prompt: "เมืองหลวง", options: { o1: "กรุงเทพฯ", o2: "เชียงใหม่" } } },
};

test("a file holds definitions that make the same polls again, and nobody's answers", () => {
  const { polls } = readPollFile(writePollFile([poll]));
  assert.deepEqual(polls, [{
    type: "quiz", prompt: "Capital of Thailand?", show: "closed", changeable: false, limit_s: 20, options: ["Bangkok", "Chiang Mai"], right: [0],
    explanation: "Since 1782.", translations: { th: { prompt: "เมืองหลวง", options: ["กรุงเทพฯ", "เชียงใหม่"] } } }]);
  assert.equal(checkDefinition(polls[0]), null);
});

test("a file without polls is a problem", () => {
  assert.deepEqual(readPollFile("not json"), { problem: "polldesk.import.not_json" });
  assert.deepEqual(readPollFile('{"rooms":[]}'), { problem: "polldesk.import.not_polls" });
  assert.deepEqual(readPollFile("null"), { problem: "polldesk.import.not_polls" });
  assert.deepEqual(readPollFile("[]"), { problem: "polldesk.import.none" });
});

test("no file gets a field of its own onto the wire", () => {
  assert.deepEqual(checkDefinition({ type: "yesno", prompt: "?", do: "room.close" }), { code: "unknown_field", field: "do" });
  assert.deepEqual(checkDefinition(["yesno"]), { code: "invalid" });
});

test("an import says which ones were refused and why, and waits when it was too fast", async () => {
  const waited = [];
  const answers = [null, { code: "rate", retry_after_s: 2 }, null, { code: "invalid", field: "options" }];
  const sent = [];
  const create = async (fields) => {
    const refusal = answers[sent.push(fields) - 1];
    if (refusal) throw refusal;
  };
  const polls = [{ type: "yesno", prompt: "One" }, { type: "yesno", prompt: "Two" }, { type: "choice", prompt: "Three" }, 4];
  const progress = [];
  assert.deepEqual(await importPolls(polls, { create, wait: async (seconds) => waited.push(seconds), progress: (n) => progress.push(n) }), {
    created: 2,
    refused: [
      { number: 3, prompt: "Three", refusal: { code: "invalid", field: "options" } },
      { number: 4, prompt: "", refusal: { code: "invalid" } },
    ] });
  assert.deepEqual(waited, [2]);
  assert.deepEqual(progress, [1, 2, 3, 4]);
});
