// Storage of a page's token. An attendee is one person in all rooms of a server. Every other page belongs to the
// holder of one link, so its token is kept for that room and page alone.

export class Tokens {
  /** @param {import("../core/storage.js").SafeStorage} storage */
  constructor(storage, code, page) {
    this.storage = storage;
    this.own = `suara:token:${code}:${page}`;
    // A token belongs to one conference, so the shared one is only a first guess in a room not visited before.
    this.shared = page === "attendee" ? "suara:token" : null;
  }

  get() {
    return this.storage.get(this.own) ?? (this.shared && this.storage.get(this.shared));
  }

  keep(token) {
    this.storage.set(this.own, token);
    if (this.shared) this.storage.set(this.shared, token);
  }

  drop() {
    this.storage.remove(this.own);
    if (this.shared) this.storage.remove(this.shared);
  }
}

/** Removes `#key=…` from the address bar at once, since screens are shared. Returns the key or null. */
export function takeKey(location, history) {
  const key = new URLSearchParams(location.hash.slice(1)).get("key");
  if (key) history.replaceState(history.state, "", location.pathname + location.search);
  return key;
}
