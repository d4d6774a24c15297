// What somebody ticked or typed in a poll and has not sent: kept on this device until it was recorded.
import { lasting } from "../core/storage.js";

export class Drafts {
  #kept;

  constructor(code, storage = lasting) {
    Object.assign(this, { storage, key: `suara:ballots:${code}` });
    this.#kept = new Map(storage.read(this.key) ?? []);
  }

  /** undefined when there is none, or only one of another round. */
  of({ id, round = 1 }) {
    const kept = this.#kept.get(id);
    return kept?.round === round ? kept.draft : undefined;
  }

  /** `null` drops it. */
  keep({ id, round = 1 }, draft) {
    if (draft === null || draft === undefined || draft.length === 0) {
      if (!this.#kept.delete(id)) return;
    } else this.#kept.set(id, { round, draft });
    if (this.#kept.size) this.storage.write(this.key, [...this.#kept]);
    else this.storage.remove(this.key);
  }

  /** Polls that are no longer there need no drafts; closed ones may be opened again. */
  prune(there) {
    for (const id of [...this.#kept.keys()]) if (!there.has(id)) this.keep({ id }, null);
  }
}
