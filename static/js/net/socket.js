// The life of a page's connection to its room. It knows frames and time, no DOM and nothing of what items mean.
//
//   const socket = new RoomSocket({ code: "GOV1", page: "attendee", hello: () => ({ locale: "en", v: 1 }) });
//   socket.on("sync", frame => …); socket.on("live", live => …); socket.on("hello", ok => …);
//   socket.on("state", ({ state, reason, in_s }) => …)      connecting | live | waiting | ended
//   socket.open();
//   const ok = await socket.send("question.ask", { text });   rejects with a Refusal; never hangs
//
// `ended` is final: reason key (link refused or revoked), no_room, or reload (the page is too old; see connect.js).
import { Refusal } from "../core/refusal.js";
import { Outbox, isPassing } from "./outbox.js";
import { Tokens } from "./tokens.js";
import { backoffMs, endOf } from "./reconnect.js";
import { forThisTab, lasting } from "../core/storage.js";
import { Timers, browserClock } from "../core/timers.js";

const GREETING_MS = 12_000; // from opening to the answer to hello
const QUIET_MS = 25_000; // without a frame for so long: is anybody there?
const PONG_MS = 8_000;
const ANSWER_MS = 20_000; // a command sent on a live connection
const PATIENCE_MS = 180_000; // a command that waits for a connection
const STEADY_MS = 5_000; // live for so long: the next loss starts with a short delay again

export class RoomSocket {
  state = "idle";
  role = null;
  person = null;
  #listeners = new Map();
  #socket = null;
  #attempt = 0;
  #since = null;
  #greeting = null;
  #holdUntil = 0;
  #byeDelay = null;

  constructor({
    code, page, key = null, hello = () => ({}), url = liveUrl(code), clock = browserClock,
    WebSocket = globalThis.WebSocket, storage = lasting, tabStorage = forThisTab, random = Math.random,
  }) {
    Object.assign(this, { code, page, key, hello, url, clock, WebSocket, random });
    this.timers = new Timers(clock);
    this.tokens = new Tokens(storage, code, page);
    this.token = this.tokens.get();
    this.outbox = new Outbox(tabStorage, `suara:outbox:${code}:${page}`, clock.now);
    /** What an earlier life of this page left unsettled: [{ref, command, fields, promise}]. */
    this.restored = this.outbox.entries;
    for (const entry of this.restored) this.#await(entry);
  }

  on(name, listener) {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener]);
    return this;
  }

  open() {
    if (this.page !== "attendee" && !this.key && !this.token) return this.#end("key");
    this.#connect();
  }

  /** A link with another key was opened in this tab. */
  useKey(key) {
    this.key = key;
    this.#since = null;
    this.#connect();
  }

  /** Resolves with the server's `ok`. A second try of the same thing passes the first one's `ref` (see Refusal.ref). */
  send(command, fields = {}, { ref } = {}) {
    if (this.state === "ended") return Promise.reject(new Refusal({ code: "ended" }, ref));
    const live = this.state === "live";
    if (!live && isPassing(command)) return Promise.reject(new Refusal({ code: "offline" }));
    const entry = this.outbox.add(command, fields, ref);
    this.#await(entry);
    if (live) this.#transmit(entry);
    return entry.promise;
  }

  /** The page is looked at again, or the network is back: do not wait for a timer that was set before. */
  wake() {
    if (this.state === "waiting" && this.clock.now() >= this.#holdUntil) this.#connect();
    else if (this.state === "live") this.#probe();
  }

  close() {
    this.#end("closed");
  }

  #emit(name, detail) {
    for (const listener of this.#listeners.get(name) ?? []) listener(detail);
  }

  #become(state, detail = {}) {
    this.state = state;
    this.reason = detail.reason ?? null;
    this.#emit("state", { state, ...detail });
  }

  #connect() {
    this.#abandon();
    this.#become("connecting");
    this.#byeDelay = null;
    const socket = new this.WebSocket(this.url);
    this.#socket = socket;
    this.timers.after("greeting", GREETING_MS, () => this.#lost());
    // A socket given up may still speak: only the current one is listened to.
    const current = (listener) => (event) => socket === this.#socket && listener(event);
    socket.onopen = current(() => this.#greet());
    socket.onmessage = current((event) => this.#read(JSON.parse(event.data)));
    socket.onclose = current((event) => this.#lost(event.code));
    socket.onerror = () => {}; // a close follows
  }

  #greet() {
    this.#greeting = this.outbox.nextNumber();
    const said = { do: "hello", ref: this.#greeting, ...this.hello() };
    if (this.token) said.token = this.token;
    if (this.key) said.key = this.key;
    if (this.token && this.#since) said.since = this.#since;
    this.#socket.send(JSON.stringify(said));
  }

  #read(frame) {
    this.timers.cancel("pong"); // whatever it says, somebody is there
    if (this.#socket && this.page !== "stage") this.timers.after("quiet", QUIET_MS, () => this.#probe());
    if (frame.sync) {
      this.#since = frame.sync.at;
      this.#emit("sync", frame);
    } else if (frame.live) this.#emit("live", frame.live);
    else if (frame.bye) this.#leave(frame.bye);
    else if (frame.ref === this.#greeting) this.#greeted(frame);
    else {
      this.timers.cancel(frame.ref);
      this.outbox.settle(frame.ref, frame);
    }
  }

  #greeted({ ok, no }) {
    this.#greeting = null;
    if (no) return this.#refused(no);
    if (this.page !== "attendee" && ok.role === "attendee") return this.#end("key"); // the link behind the token is gone
    if (ok.token) {
      this.token = ok.token;
      this.tokens.keep(ok.token);
    }
    this.role = ok.role;
    this.person = ok.person;
    this.timers.cancel("greeting");
    this.timers.after("steady", STEADY_MS, () => (this.#attempt = 0));
    const waiting = this.outbox.entries; // before anyone hears that we are live and sends more
    this.#become("live");
    this.#emit("hello", ok);
    for (const entry of waiting) this.#transmit(entry);
  }

  #refused(no) {
    if (no.code === "token") {
      this.tokens.drop();
      this.token = null;
      this.#since = null;
      return this.page === "attendee" || this.key ? this.#greet() : this.#end("key");
    }
    const reason = endOf({ code: no.code });
    if (reason) return this.#end(reason);
    this.#byeDelay = no.retry_after_s ?? null;
    this.#lost();
  }

  #transmit(entry) {
    // Whoever sent it first is somebody else now (the token ran out): sending it again could do it twice.
    if (entry.person && entry.person !== this.person) return this.outbox.settle(entry.ref, { no: { code: "token" } });
    if (!entry.person) {
      entry.person = this.person;
      this.outbox.save();
    }
    this.#expire(entry, ANSWER_MS, "timeout");
    this.#socket?.send(JSON.stringify({ do: entry.command, ref: entry.ref, ...entry.fields }));
  }

  /** From here on the promise settles in time, however often the connection comes and goes. */
  #await(entry) {
    entry.giveUpAt ??= this.clock.now() + PATIENCE_MS;
    this.#expire(entry, PATIENCE_MS, "offline");
  }

  #expire(entry, ms, code) {
    const left = Math.max(0, entry.giveUpAt - this.clock.now());
    this.timers.after(entry.ref, Math.min(ms, left), () => this.outbox.settle(entry.ref, { no: { code } }));
  }

  #probe() {
    if (this.page === "stage") return; // a stage says nothing after hello
    this.timers.after("pong", PONG_MS, () => this.#lost());
    this.send("ping").catch(() => {});
  }

  #leave(bye) {
    this.#byeDelay = bye.reconnect_in_s ?? null;
    const reason = endOf(bye);
    if (reason) this.#end(reason);
  }

  #lost(closeCode) {
    const reason = endOf({ closeCode });
    if (reason) return this.#end(reason);
    const told = this.#byeDelay;
    this.#abandon();
    const ms = told === null ? backoffMs(this.#attempt++, this.random) : told * 1000;
    this.#holdUntil = told === null ? 0 : this.clock.now() + ms;
    for (const entry of this.outbox.entries) {
      if (isPassing(entry.command)) this.outbox.settle(entry.ref, { no: { code: "offline" } });
      else this.#await(entry);
    }
    this.timers.after("reconnect", ms, () => this.#connect());
    this.#become("waiting", { in_s: ms / 1000 });
  }

  #end(reason) {
    this.#abandon();
    this.#become("ended", { reason });
    // A page that is about to be reloaded sends its outbox again: only then do the entries stay where they are.
    if (reason === "reload") return;
    for (const entry of this.outbox.entries) {
      this.timers.cancel(entry.ref);
      this.outbox.settle(entry.ref, { no: { code: "ended" } });
    }
  }

  #abandon() {
    this.timers.cancel("greeting", "quiet", "pong", "steady", "reconnect");
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }
}

function liveUrl(code) {
  return `${location.origin.replace(/^http/, "ws")}/live/${encodeURIComponent(code)}`;
}
