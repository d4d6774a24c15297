import assert from "node:assert/strict";
import { test } from "node:test";
import { loadLater } from "../../../static/js/net/later.js";

/** Loads with the outcomes in turn; returns the module, the waits, and how often the page was renewed. */
async function loaded(outcomes, state) {
  const waits = [];
  let renewals = 0;
  const load = async () => {
    const outcome = outcomes.shift();
    if (outcome instanceof Error) throw outcome;
    return outcome;
  };
  const options = { wait: async (ms) => waits.push(ms), random: () => 0.5, renewPage: () => (renewals += 1) };
  return { found: await loadLater({ state }, load, options), waits, renewals };
}

const failure = new Error("no network");

test("a part that loads at once needs no second try", async () => {
  assert.deepEqual(await loaded(["polls"], "live"), { found: "polls", waits: [], renewals: 0 });
});

test("a network that fails is asked again, after longer and longer times, and the page stays", async () => {
  const { found, waits, renewals } = await loaded([failure, failure, failure, failure, "polls"], "waiting");
  assert.deepEqual({ found, waits, renewals }, { found: "polls", waits: [700, 1400, 2800, 5600], renewals: 0 });
});

test("a server that is there and has no part that fits makes the page renew itself", async () => {
  assert.equal((await loaded([failure, failure, "polls"], "live")).renewals, 0);
  assert.equal((await loaded([failure, failure, failure, "polls"], "live")).renewals, 1);
});
