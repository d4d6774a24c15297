import assert from "node:assert/strict";
import { test } from "node:test";
import { RoomSocket } from "../../../static/js/net/socket.js";
import { backoffMs } from "../../../static/js/net/reconnect.js";
import { OwnedClock, pretendStorage, pretendWebSocket } from "../pretend.js";

function page({ name = "attendee", storage = pretendStorage(), tabStorage = pretendStorage(), key = null } = {}) {
  const clock = new OwnedClock();
  const WebSocket = pretendWebSocket();
  const states = [];
  const socket = new RoomSocket({
    code: "GOV1", page: name, key, url: "ws://host/live/GOV1", clock, WebSocket, storage, tabStorage, random: () => 0.5,
    hello: () => ({ v: "7" }),
  });
  socket.on("state", (each) => states.push(each));
  return { socket, clock, WebSocket, storage, tabStorage, states };
}

function greet(WebSocket, ok = {}) {
  const wire = WebSocket.last.open();
  wire.say({ ref: wire.lastSent.ref, ok: { token: "T", person: "u_1", role: "attendee", ...ok } });
  return wire.say({ sync: { at: "a1", full: true } });
}

const outcome = (promise) => promise.then((ok) => ({ ok }), (error) => ({ code: error.code }));

test("a first visit says hello with nothing but its version and keeps the token", () => {
  const { socket, WebSocket, storage } = page();
  socket.open();
  const wire = greet(WebSocket);
  assert.deepEqual(wire.sent, [{ do: "hello", ref: wire.sent[0].ref, v: "7" }]);
  assert.equal(socket.state, "live");
  assert.equal(storage.get("suara:token"), "T");
});

test("a page with a link says hello with its key, and after a reload with the token alone", () => {
  const first = page({ name: "moderate", key: "l_1.abc" });
  first.socket.open();
  assert.equal(greet(first.WebSocket, { role: "moderator" }).sent[0].key, "l_1.abc");
  assert.equal(first.storage.get("suara:token"), null);

  const second = page({ name: "moderate", storage: first.storage });
  second.socket.open();
  const hello = greet(second.WebSocket, { role: "moderator" }).sent[0];
  assert.equal(hello.token, "T");
  assert.equal("key" in hello, false);
});

test("a moderator's page without a link, or whose link is gone, ends instead of becoming an attendee's", () => {
  const bare = page({ name: "moderate" });
  bare.socket.open();
  assert.deepEqual(bare.states, [{ state: "ended", reason: "key" }]);

  const revoked = page({ name: "moderate", key: "l_1.abc" });
  revoked.socket.open();
  greet(revoked.WebSocket, { role: "attendee" });
  assert.equal(revoked.states.at(-1).reason, "key");
});

test("a token that does not fit is dropped and hello said again without it", () => {
  const storage = pretendStorage();
  storage.set("suara:token", "OLD");
  const { socket, WebSocket } = page({ storage });
  socket.open();
  const wire = WebSocket.last.open();
  wire.say({ ref: wire.lastSent.ref, no: { code: "token" } });
  assert.equal(wire.sent[0].token, "OLD");
  assert.equal("token" in wire.sent[1], false);
  wire.say({ ref: wire.lastSent.ref, ok: { token: "NEW", person: "u_2", role: "attendee" } });
  assert.equal(storage.get("suara:token"), "NEW");
});

test("after a loss it comes back with token and since, later each time", () => {
  const { socket, WebSocket, clock, states } = page();
  socket.open();
  greet(WebSocket).drop();
  assert.deepEqual(states.at(-1), { state: "waiting", in_s: 0.7 });
  clock.advance(700);
  WebSocket.last.drop();
  assert.equal(states.at(-1).in_s, 1.4);
  clock.advance(1400);
  assert.deepEqual(WebSocket.last.open().lastSent, { do: "hello", ref: WebSocket.last.lastSent.ref, v: "7", token: "T", since: "a1" });
});

test("delays grow, differ from page to page and stay below half a minute", () => {
  assert.deepEqual([0, 1, 2].map((n) => backoffMs(n, () => 0.5)), [700, 1400, 2800]);
  assert.notEqual(backoffMs(3, () => 0), backoffMs(3, () => 1));
  assert.equal(backoffMs(50, () => 1), 30_000);
});

test("a page that is looked at again does not wait for its timer", () => {
  const { socket, WebSocket } = page();
  socket.open();
  greet(WebSocket).drop();
  socket.wake();
  assert.equal(WebSocket.made.length, 2);
});

test("a drain's own delay is kept, even when the page is looked at", () => {
  const { socket, WebSocket, clock, states } = page();
  socket.open();
  greet(WebSocket).say({ bye: { code: "drain", reconnect_in_s: 9 } }).drop(1012);
  assert.deepEqual(states.at(-1), { state: "waiting", in_s: 9 });
  socket.wake();
  assert.equal(WebSocket.made.length, 1);
  clock.advance(9000);
  assert.equal(WebSocket.made.length, 2);
});

test("after a bye the page comes back at the given time, not before, and with the same token", () => {
  const { socket, WebSocket, clock, states } = page();
  socket.open();
  greet(WebSocket).drop();
  clock.advance(700);
  for (const after_s of [2.5, 7.25]) {
    const wire = WebSocket.last.open();
    wire.say({ ref: wire.lastSent.ref, no: { code: "overloaded", message: "too many come at once", retry_after_s: after_s } });
    wire.drop(4429); // by then nobody listens
    assert.deepEqual(states.at(-1), { state: "waiting", in_s: after_s });
    assert.equal(wire.closed, true);
    const made = WebSocket.made.length;
    clock.advance(after_s * 1000 - 1);
    socket.wake();
    assert.equal(WebSocket.made.length, made);
    clock.advance(1);
    assert.equal(WebSocket.made.length, made + 1);
  }
  assert.equal(greet(WebSocket).sent[0].token, "T");
  assert.equal(socket.state, "live");
});

test("a bye's delay counts for one return: a loss after it is met with the usual one", () => {
  const { socket, WebSocket, clock, states } = page();
  socket.open();
  greet(WebSocket).say({ bye: { code: "drain", reconnect_in_s: 9 } }).drop(1012);
  clock.advance(9000);
  WebSocket.last.drop();
  assert.deepEqual(states.at(-1), { state: "waiting", in_s: 0.7 });
});

test("sent away without a time, or closed as too many, it comes back later each time", () => {
  const { socket, WebSocket, clock, states } = page();
  socket.open();
  const wire = WebSocket.last.open();
  wire.say({ ref: wire.lastSent.ref, no: { code: "quota", message: "too many open connections" } });
  assert.deepEqual(states.at(-1), { state: "waiting", in_s: 0.7 });
  clock.advance(700);
  WebSocket.last.open().drop(4429);
  assert.deepEqual(states.at(-1), { state: "waiting", in_s: 1.4 });
});

for (const [name, frames, code, reason] of [
  ["a revoked link", [], 4401, "key"],
  ["no such room", [], 4404, "no_room"],
  ["a page too old", [{ bye: { code: "reload" } }], 1000, "reload"],
]) {
  test(`${name} is final`, () => {
    const { socket, WebSocket, clock, states } = page();
    socket.open();
    const wire = greet(WebSocket);
    frames.forEach((frame) => wire.say(frame));
    wire.onclose({ code });
    clock.advance(600_000);
    assert.deepEqual(states.at(-1), { state: "ended", reason });
    assert.equal(WebSocket.made.length, 1);
  });
}

test("an unsettled question is sent again after a reconnect under the same ref, and once settled no more", async () => {
  const { socket, WebSocket, clock, tabStorage } = page();
  socket.open();
  const wire = greet(WebSocket);
  const asked = socket.send("question.ask", { text: "Why?" });
  const { ref } = wire.lastSent;
  assert.match(ref, /^[0-9a-f]{32}$/);
  wire.drop();
  clock.advance(700);
  const again = greet(WebSocket);
  assert.deepEqual(again.lastSent, { do: "question.ask", ref, text: "Why?" });
  again.say({ ref, ok: { id: "q_1", status: "pending" } });
  assert.deepEqual(await asked, { id: "q_1", status: "pending" });
  assert.equal(tabStorage.kept.size, 0);
});

test("unsettled commands survive a reload: a question under the same ref, a vote under a new number", async () => {
  const first = page();
  first.socket.open();
  const wire = greet(first.WebSocket);
  first.socket.send("question.ask", { text: "Why?" });
  const { ref } = wire.lastSent;
  first.socket.send("question.vote", { id: "q_2", on: true });
  first.socket.send("react", { emoji: "👏" });

  const second = page({ storage: first.storage, tabStorage: first.tabStorage });
  assert.deepEqual(second.socket.restored.map((entry) => entry.fields), [{ text: "Why?" }, { id: "q_2", on: true }]);
  second.socket.open();
  const later = greet(second.WebSocket);
  const [, ask, vote] = later.sent;
  assert.deepEqual(ask, { do: "question.ask", ref, text: "Why?" });
  assert.deepEqual([vote.do, vote.on, typeof vote.ref, vote.ref === later.sent[0].ref], ["question.vote", true, "number", false]);
  assert.equal(later.sent.length, 3);
  later.say({ ref, ok: { id: "q_1" } });
  assert.deepEqual(await second.socket.restored[0].promise, { id: "q_1" });
});

test("commands that another person left unsettled on this device are not sent in this one's name", async () => {
  const first = page();
  first.socket.open();
  greet(first.WebSocket);
  first.socket.send("question.ask", { text: "Why?" });

  const second = page({ storage: first.storage, tabStorage: first.tabStorage });
  second.socket.open();
  const wire = greet(second.WebSocket, { person: "u_9" });
  assert.deepEqual(wire.sent.map((frame) => frame.do), ["hello"]);
  assert.deepEqual(await outcome(second.socket.restored[0].promise), { code: "token" });
});

test("a vote is sent again after a reconnect", () => {
  const { socket, WebSocket, clock } = page();
  socket.open();
  greet(WebSocket).drop();
  socket.send("question.vote", { id: "q_2", on: true });
  clock.advance(700);
  const { ref, ...vote } = greet(WebSocket).lastSent;
  assert.deepEqual(vote, { do: "question.vote", id: "q_2", on: true });
  assert.equal(typeof ref, "number");
});

test("a refusal carries what the page needs to say and to try again", async () => {
  const { socket, WebSocket } = page();
  socket.open();
  const wire = greet(WebSocket);
  const asked = socket.send("question.ask", { text: "x" });
  const { ref } = wire.lastSent;
  wire.say({ ref, no: { code: "rate", message: "slow down", retry_after_s: 3 } });
  const error = await asked.catch((refusal) => refusal);
  assert.deepEqual([error.code, error.retry_after_s, error.ref], ["rate", 3, ref]);
  socket.send("question.ask", { text: "x" }, { ref });
  assert.equal(wire.lastSent.ref, ref);
});

test("no promise hangs: silence, a network that never comes back, flapping, the end", async () => {
  const silent = page();
  silent.socket.open();
  greet(silent.WebSocket);
  const unanswered = outcome(silent.socket.send("question.ask", { text: "x" }));
  for (let second = 0; second < 20; second += 5) {
    silent.clock.advance(5000);
    silent.WebSocket.last.say({ live: { people: 3 } }); // alive all the same
  }
  assert.deepEqual(await unanswered, { code: "timeout" });

  const offline = page();
  offline.socket.open();
  const waiting = outcome(offline.socket.send("question.ask", { text: "x" }));
  const passing = outcome(offline.socket.send("react", { emoji: "👏" }));
  offline.clock.advance(200_000);
  assert.deepEqual([await waiting, await passing], [{ code: "offline" }, { code: "offline" }]);

  const flapping = page();
  flapping.socket.open();
  const tossed = outcome(flapping.socket.send("question.ask", { text: "x" }));
  for (let spent = 0; spent < 200_000; spent += 30_000) {
    greet(flapping.WebSocket).drop();
    flapping.clock.advance(30_000);
  }
  assert.deepEqual(await tossed, { code: "offline" });

  const ended = page();
  ended.socket.open();
  const wire = greet(ended.WebSocket);
  const cut = outcome(ended.socket.send("question.ask", { text: "x" }));
  wire.drop(4404);
  assert.deepEqual([await cut, await outcome(ended.socket.send("ping"))], [{ code: "ended" }, { code: "ended" }]);
});

test("a dead link is found by an unanswered ping; a stage says nothing after hello", () => {
  const { socket, WebSocket, clock, states } = page();
  socket.open();
  const wire = greet(WebSocket);
  clock.advance(25_000);
  assert.equal(wire.lastSent.do, "ping");
  wire.say({ ref: wire.lastSent.ref, ok: {} });
  clock.advance(25_000 + 8_000);
  assert.equal(states.at(-1).state, "waiting");
  assert.equal(wire.closed, true);

  const stage = page({ name: "stage", key: "l_2.x" });
  stage.socket.open();
  const shown = greet(stage.WebSocket, { role: "stage" });
  stage.clock.advance(300_000);
  stage.socket.wake();
  assert.deepEqual(shown.sent.map((frame) => frame.do), ["hello"]);
  assert.equal(stage.socket.state, "live");
});

test("a server that never answers hello is given up", () => {
  const { socket, WebSocket, clock, states } = page();
  socket.open();
  WebSocket.last.open();
  clock.advance(12_000);
  assert.equal(states.at(-1).state, "waiting");
});
