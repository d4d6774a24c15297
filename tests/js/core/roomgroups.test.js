import assert from "node:assert/strict";
import { test } from "node:test";
import { groupByTime } from "../../../static/js/core/roomgroups.js";

test("rooms are in the order that newcomers want: open ones, coming ones, past ones", () => {
  const rooms = [
    { code: "D", state: "closed", starts_at: "2020-12-16T07:00:00Z" },
    { code: "C", state: "scheduled", starts_at: "2020-12-16T10:00:00Z" },
    { code: "B", state: "paused", starts_at: "2020-12-16T09:00:00Z" },
    { code: "A", state: "open", starts_at: "2020-12-16T08:00:00Z" },
  ];
  assert.deepEqual(groupByTime(rooms).map(([name, inIt]) => [name, inIt.map(({ code }) => code)]), [
    ["now", ["A", "B"]], ["later", ["C"]], ["past", ["D"]],
  ]);
});
