// Browser storage that may be missing, full or forbidden (private windows, embedded pages): then memory serves.
export class SafeStorage {
  #memory = new Map();
  #area;

  /** @param {() => Storage} area read lazily, because merely naming localStorage may throw */
  constructor(area) {
    try {
      this.#area = area();
    } catch {
      this.#area = null;
    }
  }

  get(key) {
    if (this.#memory.has(key)) return this.#memory.get(key);
    try {
      return this.#area?.getItem(key) ?? null;
    } catch {
      return null;
    }
  }

  set(key, value) {
    try {
      if (!this.#area) throw new Error("no storage");
      this.#area.setItem(key, value);
      this.#memory.delete(key);
    } catch {
      this.#memory.set(key, value);
    }
  }

  remove(key) {
    this.#memory.delete(key);
    try {
      this.#area?.removeItem(key);
    } catch {
      // Nothing was stored there then.
    }
  }

  /** What `write` stored; null when there is nothing or somebody else wrote nonsense. */
  read(key) {
    try {
      return JSON.parse(this.get(key) ?? "null");
    } catch {
      return null;
    }
  }

  write(key, value) {
    this.set(key, JSON.stringify(value));
  }
}

export const lasting = new SafeStorage(() => globalThis.localStorage);
export const forThisTab = new SafeStorage(() => globalThis.sessionStorage);
