// Browser storage. It may be missing, full or forbidden (private windows, embedded pages); memory replaces it then.

export class SafeStorage {
  #memory = new Map();
  #area;

  /** @param {() => Storage} area a function, because naming localStorage may already throw */
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
      // Storage is forbidden, so nothing was stored there.
    }
  }

  /** Returns the value that `write` stored, or null if there is none or it is not JSON. */
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

/** Storage that outlives the tab. */
export const lasting = new SafeStorage(() => globalThis.localStorage);
/** Storage that ends with the tab. */
export const forThisTab = new SafeStorage(() => globalThis.sessionStorage);
