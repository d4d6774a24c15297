import assert from "node:assert/strict";
import { test } from "node:test";
import { Standing } from "../../../static/js/attendee/standing.js";
import { emptyRoom } from "../../../static/js/core/room.js";
import { OwnedClock } from "../pretend.js";

const room = (...items) => ({ ...emptyRoom(), items: new Map(items.map((item) => [item.id, item])) });
const quiz = { kind: "poll", type: "quiz", id: "p_1" };
const leaders = (players) => ({ kind: "leaders", id: "leaders", players });
const settled = () => new Promise((resolve) => setImmediate(resolve));

function begin(answers) {
  const clock = new OwnedClock();
  const asked = [];
  const told = [];
  const socket = { send: (command) => (asked.push(command), answers.shift()) };
  return { clock, asked, told, standing: new Standing(socket, (player) => told.push(player), { clock, random: () => 0.5 }) };
}

test("a page that opens where there is a quiz asks at once, and then only when somebody else leads", async () => {
  const { clock, asked, told, standing } = begin([{ players: 0 }, { name: "Ayu", points: 900, rank: 2, players: 9 }]);
  standing.follow(emptyRoom(), room());
  standing.follow(room(), room(quiz));
  clock.advance(0);
  await settled();
  assert.deepEqual([asked, told], [["quiz.standing"], [null]]);

  const [first, then] = [room(quiz), room(quiz, leaders(9))];
  standing.follow(first, room(quiz, { kind: "question", id: "q_1" }));
  standing.follow(first, then);
  clock.advance(999);
  assert.equal(asked.length, 1);
  clock.advance(1);
  await settled();
  assert.deepEqual(told.at(-1), { name: "Ayu", points: 900, rank: 2, players: 9 });
  standing.follow(then, then);
  clock.advance(10_000);
  assert.equal(asked.length, 2);
});

test("what could not be asked is asked with the next sync", async () => {
  const { clock, asked, told, standing } = begin([Promise.reject(new Error("offline")), { name: "Ayu", points: 0 }]);
  standing.follow(room(), room(quiz));
  clock.advance(0);
  await settled();
  standing.follow(room(quiz), room(quiz));
  clock.advance(0);
  await settled();
  assert.deepEqual([asked.length, told], [2, [{ name: "Ayu", points: 0 }]]);
});
