// A clock that only tests move, a WebSocket that only tests speak through, storage that survives a "reload".

export class OwnedClock {
  #now = 1_000_000;
  #timers = new Set();

  now = () => this.#now;

  after = (ms, action) => {
    const timer = { at: this.#now + ms, action };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  };

  get nextIn() {
    return Math.min(...[...this.#timers].map((timer) => timer.at)) - this.#now;
  }

  advance(ms) {
    const until = this.#now + ms;
    for (;;) {
      const due = [...this.#timers].filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.#timers.delete(due);
      this.#now = due.at;
      due.action();
    }
    this.#now = until;
  }
}

/** A fresh class per test; `made` are the sockets a page opened, oldest first. */
export function pretendWebSocket() {
  return class Pretend {
    static made = [];
    sent = [];

    constructor(url) {
      this.url = url;
      Pretend.made.push(this);
    }

    static get last() {
      return Pretend.made.at(-1);
    }

    send(text) {
      this.sent.push(JSON.parse(text));
    }

    close() {
      this.closed = true;
    }

    open() {
      this.onopen();
      return this;
    }

    say(frame) {
      this.onmessage({ data: JSON.stringify(frame) });
      return this;
    }

    drop(code = 1006) {
      this.onclose({ code });
    }

    get lastSent() {
      return this.sent.at(-1);
    }
  };
}

export function pretendStorage() {
  const kept = new Map();
  return {
    kept,
    get: (key) => kept.get(key) ?? null,
    set: (key, value) => kept.set(key, value),
    remove: (key) => kept.delete(key),
    read: (key) => JSON.parse(kept.get(key) ?? "null"),
    write: (key, value) => kept.set(key, JSON.stringify(value)),
  };
}

/** A RoomSocket whose frames the test says, and whose commands it answers by hand, in the order in which they were sent. */
export function pretendRoomSocket({ restored = [], code = "GOV1", key = null, refusalOf = (code, ref) => ({ code, ref }) } = {}) {
  const listeners = {};
  return {
    code,
    key,
    restored,
    sent: [],
    on(name, listener) {
      listeners[name] = [...(listeners[name] ?? []), listener];
    },
    say(name, frame) {
      for (const listener of listeners[name] ?? []) listener(frame);
    },
    send(command, fields, { ref } = {}) {
      return new Promise((ok, no) => this.sent.push({ command, fields, ref, ok, no: (code) => no(refusalOf(code, ref)) }));
    },
  };
}

/** Resolves when all promises that are settled by now have called their handlers. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));
