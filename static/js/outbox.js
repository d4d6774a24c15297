// Commands that are not settled yet. They are kept over a reload of the page and sent again: with the same
// string ref, which the server answers with its first `ok`, or if they are idempotent by themselves (votes,
// ballots) under a new number. So nothing is lost and nothing happens twice.

const PASSING = new Set(["ping", "react", "question.touch", "quiz.standing"]); // worth nothing a moment later
const NUMBERED = new Set([...PASSING, "question.vote", "poll.answer"]);
const REMEMBERED_MS = 23 * 3600_000; // the server remembers refs for 24 h

/** What a command met instead of an `ok`. `code` is the server's, or `offline`, `timeout`, `ended` from here. */
export class Refusal extends Error {
  constructor(no, ref) {
    super(no.message ?? no.code);
    this.name = "Refusal";
    this.ref = ref;
    for (const name of ["code", "field", "retry_after_s", "into", "item"]) this[name] = no[name];
  }
}

/** 128 random bits; the protocol asks for at least 96. */
export function newRef() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export const isPassing = (command) => PASSING.has(command);

export class Outbox {
  #entries = new Map();
  #counter = 1;

  constructor(storage, key, now) {
    Object.assign(this, { storage, key, now });
    for (const { ref, command, fields, at, person } of storage.read(key) ?? []) {
      const own = NUMBERED.has(command) ? this.nextNumber() : ref;
      if (now() - at < REMEMBERED_MS) this.#enter({ ref: own, command, fields, at, person });
    }
  }

  get entries() {
    return [...this.#entries.values()];
  }

  nextNumber() {
    return ++this.#counter;
  }

  add(command, fields, ref) {
    const own = NUMBERED.has(command) ? this.nextNumber() : (ref ?? newRef());
    if (this.#entries.has(own)) return this.#entries.get(own);
    const entry = this.#enter({ ref: own, command, fields, at: this.now(), person: null });
    this.save();
    return entry;
  }

  settle(ref, { ok, no }) {
    const entry = this.#entries.get(ref);
    if (!entry) return;
    this.#entries.delete(ref);
    this.save();
    if (no) entry.reject(new Refusal(no, ref));
    else entry.resolve(ok);
  }

  save() {
    const lasting = this.entries.filter((entry) => !PASSING.has(entry.command));
    if (!lasting.length) return this.storage.remove(this.key);
    this.storage.write(this.key, lasting.map(({ ref, command, fields, at, person }) => ({ ref, command, fields, at, person })));
  }

  #enter(entry) {
    entry.promise = new Promise((resolve, reject) => Object.assign(entry, { resolve, reject }));
    entry.promise.catch(() => {}); // whoever awaits it hears of it; nobody has to
    this.#entries.set(entry.ref, entry);
    return entry;
  }
}
