// Unsent answers to polls. They are kept on this device until the server recorded the answer.
import { lasting } from "../core/storage.js";

export class AnswerDrafts {
  #kept;

  constructor(code, storage = lasting) {
    Object.assign(this, { storage, key: `suara:ballots:${code}` });
    this.#kept = new Map(storage.read(this.key) ?? []);
  }

  /** Returns the draft for this poll's round, or undefined. */
  get({ id, round = 1 }) {
    const kept = this.#kept.get(id);
    return kept?.round === round ? kept.draft : undefined;
  }

  /** Keeps a draft. An empty draft or null removes the one kept before. */
  keep({ id, round = 1 }, draft) {
    if (draft === null || draft === undefined || draft.length === 0) {
      if (!this.#kept.delete(id)) return;
    } else this.#kept.set(id, { round, draft });
    if (this.#kept.size) this.storage.write(this.key, [...this.#kept]);
    else this.storage.remove(this.key);
  }

  /** Removes the drafts of polls that do not exist any more. Closed polls keep theirs: they may be opened again. */
  prune(items) {
    for (const id of [...this.#kept.keys()]) if (!items.has(id)) this.keep({ id }, null);
  }
}
