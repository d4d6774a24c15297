// Connection of a page to its room. It knows frames and time, but no DOM and no meaning of items.
//
//   const socket = new RoomSocket({ code: "GOV1", page: "attendee", hello: () => ({ v: 1 }) });
//   socket.on("sync", frame => …); socket.on("live", live => …); socket.on("hello", ok => …);
//   socket.on("state", ({ state, reason, in_s }) => …)      connecting | live | waiting | ended
//   socket.open();
//   const ok = await socket.send("question.ask", { text });   rejects with a Refusal; never hangs
//
// `ended` is final. Its reason is key (link refused or revoked), no_room, or reload (page too old, see connect.js).
import { Refusal } from "../core/commands.js";
import { Outbox, isPassing } from "./outbox.js";
import { Tokens } from "./tokens.js";
import { backoffMs, endOf } from "./reconnect.js";
import { forThisTab, lasting } from "../core/storage.js";
import { Timers, browserClock } from "../core/timers.js";

const HELLO_MS = 12_000; // from opening to the answer to hello
const QUIET_MS = 25_000; // without a frame, before the server is probed
const PONG_MS = 8_000;
const ANSWER_MS = 20_000; // for a command sent on a live connection
const PATIENCE_MS = 180_000; // for a command that waits for a connection
const STEADY_MS = 5_000; // live, before the next loss starts with a short delay again

export class RoomSocket {
  state = "idle";
  role = null;
  person = null;
  #listeners = new Map();
  #socket = null;
  #attempt = 0;
  #since = null;
  #helloRef = null;
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
    /** Commands that were unsettled when the page was reloaded: [{ref, command, fields, promise}]. */
    this.restored = this.outbox.entries;
    for (const entry of this.restored) this.#limit(entry);
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

  /** Resolves with the server's `ok`. A second try of the same command passes the ref of the first (see Refusal.ref). */
  send(command, fields = {}, { ref } = {}) {
    if (this.state === "ended") return Promise.reject(new Refusal({ code: "ended" }, ref));
    const live = this.state === "live";
    if (!live && isPassing(command)) return Promise.reject(new Refusal({ code: "offline" }));
    const entry = this.outbox.add(command, fields, ref);
    this.#limit(entry);
    if (live) this.#transmit(entry);
    return entry.promise;
  }

  /** Called when the page is visible again or the network is back. It does not wait for timers set before. */
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
    this.timers.after("hello", HELLO_MS, () => this.#lost());
    // An abandoned socket may still deliver events; only those of the current one count.
    const current = (listener) => (event) => socket === this.#socket && listener(event);
    socket.onopen = current(() => this.#sendHello());
    socket.onmessage = current((event) => this.#read(JSON.parse(event.data)));
    socket.onclose = current((event) => this.#lost(event.code));
    socket.onerror = () => {}; // a close follows
  }

  #sendHello() {
    this.#helloRef = this.outbox.nextNumber();
    const hello = { do: "hello", ref: this.#helloRef, ...this.hello() };
    if (this.token) hello.token = this.token;
    if (this.key) hello.key = this.key;
    if (this.token && this.#since) hello.since = this.#since;
    this.#socket.send(JSON.stringify(hello));
  }

  #read(frame) {
    this.timers.cancel("pong"); // any frame proves that the server is there
    if (this.#socket && this.page !== "stage") this.timers.after("quiet", QUIET_MS, () => this.#probe());
    if (frame.sync) {
      this.#since = frame.sync.at;
      this.#emit("sync", frame);
    } else if (frame.live) this.#emit("live", frame.live);
    else if (frame.bye) this.#leave(frame.bye);
    else if (frame.ref === this.#helloRef) this.#onHello(frame);
    else {
      this.timers.cancel(frame.ref);
      this.outbox.settle(frame.ref, frame);
    }
  }

  #onHello({ ok, no }) {
    this.#helloRef = null;
    if (no) return this.#refused(no);
    if (this.page !== "attendee" && ok.role === "attendee") return this.#end("key"); // the token's link is gone
    if (ok.token) {
      this.token = ok.token;
      this.tokens.keep(ok.token);
    }
    this.role = ok.role;
    this.person = ok.person;
    this.timers.cancel("hello");
    this.timers.after("steady", STEADY_MS, () => (this.#attempt = 0));
    const waiting = this.outbox.entries; // before listeners learn of the state and send more
    this.#become("live");
    this.#emit("hello", ok);
    for (const entry of waiting) this.#transmit(entry);
  }

  #refused(no) {
    if (no.code === "token") {
      this.tokens.drop();
      this.token = null;
      this.#since = null;
      return this.page === "attendee" || this.key ? this.#sendHello() : this.#end("key");
    }
    const reason = endOf({ code: no.code });
    if (reason) return this.#end(reason);
    this.#byeDelay = no.retry_after_s ?? null;
    this.#lost();
  }

  #transmit(entry) {
    // The token ran out, so this page is another person now. Sending it again could do it twice.
    if (entry.person && entry.person !== this.person) return this.outbox.settle(entry.ref, { no: { code: "token" } });
    if (!entry.person) {
      entry.person = this.person;
      this.outbox.save();
    }
    this.#expire(entry, ANSWER_MS, "timeout");
    this.#socket?.send(JSON.stringify({ do: entry.command, ref: entry.ref, ...entry.fields }));
  }

  /** Limits how long the promise can stay unsettled, however often the connection is lost. */
  #limit(entry) {
    entry.giveUpAt ??= this.clock.now() + PATIENCE_MS;
    this.#expire(entry, PATIENCE_MS, "offline");
  }

  #expire(entry, ms, code) {
    const left = Math.max(0, entry.giveUpAt - this.clock.now());
    this.timers.after(entry.ref, Math.min(ms, left), () => this.outbox.settle(entry.ref, { no: { code } }));
  }

  #probe() {
    if (this.page === "stage") return; // a stage sends nothing after hello
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
    const given = this.#byeDelay;
    this.#abandon();
    const ms = given === null ? backoffMs(this.#attempt++, this.random) : given * 1000;
    this.#holdUntil = given === null ? 0 : this.clock.now() + ms;
    for (const entry of this.outbox.entries) {
      if (isPassing(entry.command)) this.outbox.settle(entry.ref, { no: { code: "offline" } });
      else this.#limit(entry);
    }
    this.timers.after("reconnect", ms, () => this.#connect());
    this.#become("waiting", { in_s: ms / 1000 });
  }

  #end(reason) {
    this.#abandon();
    this.#become("ended", { reason });
    // A page that is about to be reloaded keeps its outbox and sends it again.
    if (reason === "reload") return;
    for (const entry of this.outbox.entries) {
      this.timers.cancel(entry.ref);
      this.outbox.settle(entry.ref, { no: { code: "ended" } });
    }
  }

  #abandon() {
    this.timers.cancel("hello", "quiet", "pong", "steady", "reconnect");
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }
}

function liveUrl(code) {
  return `${location.origin.replace(/^http/, "ws")}/live/${encodeURIComponent(code)}`;
}
