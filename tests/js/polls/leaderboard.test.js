import assert from "node:assert/strict";
import { test } from "node:test";
import { ownRank } from "../../../static/js/polls/leaderboard.js";

test("one's own rank is the server's, else that of one's name on the leaderboard", () => {
  const leaders = { players: 30, top: [{ name: "Ayu", points: 900, rank: 1 }] };
  const fromServer = { name: "Budi", points: 5, rank: 29 };
  assert.deepEqual([ownRank(fromServer, leaders), ownRank({ name: "Ayu" }, leaders)], [fromServer, leaders.top[0]]);
  assert.deepEqual([ownRank({ name: "Wati" }, leaders), ownRank(undefined, leaders), ownRank({ name: "Ayu" }, null)], [null, null, null]);
});
