import assert from "node:assert/strict";
import { test } from "node:test";
import { QuizRank } from "../../../static/js/attendee/quizrank.js";
import { emptyRoom } from "../../../static/js/core/room.js";
import { OwnedClock, settled } from "../pretend.js";

const room = (...items) => ({ ...emptyRoom(), items: new Map(items.map((item) => [item.id, item])) });
const quiz = { kind: "poll", type: "quiz", id: "p_1" };
const leaders = (players) => ({ kind: "leaders", id: "leaders", players });

function begin(answers) {
  const clock = new OwnedClock();
  const asked = [];
  const ranks = [];
  const socket = { send: (command) => (asked.push(command), answers.shift()) };
  return { clock, asked, ranks, quizRank: new QuizRank(socket, (player) => ranks.push(player), { clock, random: () => 0.5 }) };
}

test("a page that opens where there is a quiz asks at once, and then only when somebody else leads", async () => {
  const { clock, asked, ranks, quizRank } = begin([{ players: 0 }, { name: "Ayu", points: 900, rank: 2, players: 9 }]);
  quizRank.follow(emptyRoom(), room());
  quizRank.follow(room(), room(quiz));
  clock.advance(0);
  await settled();
  assert.deepEqual([asked, ranks], [["quiz.standing"], [null]]);

  const [first, then] = [room(quiz), room(quiz, leaders(9))];
  quizRank.follow(first, room(quiz, { kind: "question", id: "q_1" }));
  quizRank.follow(first, then);
  clock.advance(999);
  assert.equal(asked.length, 1);
  clock.advance(1);
  await settled();
  assert.deepEqual(ranks.at(-1), { name: "Ayu", points: 900, rank: 2, players: 9 });
  quizRank.follow(then, then);
  clock.advance(10_000);
  assert.equal(asked.length, 2);
});

test("after a failure it asks again with the next sync", async () => {
  const { clock, asked, ranks, quizRank } = begin([Promise.reject(new Error("offline")), { name: "Ayu", points: 0 }]);
  quizRank.follow(room(), room(quiz));
  clock.advance(0);
  await settled();
  quizRank.follow(room(quiz), room(quiz));
  clock.advance(0);
  await settled();
  assert.deepEqual([asked.length, ranks], [2, [{ name: "Ayu", points: 0 }]]);
});
