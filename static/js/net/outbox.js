// Commands that are not settled yet. They survive a reload of the page and are sent again: under the same string ref,
// which the server answers with its first `ok`; or under a new number, if they are idempotent by themselves (votes,
// ballots). So nothing is lost and nothing happens twice.
import { Refusal, newRef } from "../core/commands.js";
import { PASSING, REFS_S, WITHOUT_IDEMPOTENCY } from "../core/protocol.js";

const REMEMBERED_MS = (REFS_S - 3600) * 1000; // an hour less than the server, whose clock may be ahead

export const isPassing = (command) => PASSING.includes(command);
const isNumbered = (command) => WITHOUT_IDEMPOTENCY.includes(command);

export class Outbox {
  #entries = new Map();
  #counter = 1;

  constructor(storage, key, now) {
    Object.assign(this, { storage, key, now });
    for (const { ref, command, fields, at, person } of storage.read(key) ?? []) {
      const own = isNumbered(command) ? this.nextNumber() : ref;
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
    const own = isNumbered(command) ? this.nextNumber() : (ref ?? newRef());
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
    const lasting = this.entries.filter((entry) => !isPassing(entry.command));
    if (!lasting.length) return this.storage.remove(this.key);
    this.storage.write(this.key, lasting.map(({ ref, command, fields, at, person }) => ({ ref, command, fields, at, person })));
  }

  #enter(entry) {
    entry.promise = new Promise((resolve, reject) => Object.assign(entry, { resolve, reject }));
    entry.promise.catch(() => {}); // a rejection that nobody awaits is no error
    this.#entries.set(entry.ref, entry);
    return entry;
  }
}
