// When to reconnect, and when not to.

const FINAL = {
  key: "key", revoked: "key", forbidden: "key", 4401: "key",
  no_room: "no_room", deleted: "no_room", room_deleted: "no_room", 4404: "no_room",
  reload: "reload",
};

/** Returns why the connection is over for good (`key`, `no_room`, `reload`), or null if the page should reconnect. */
export function endOf({ code, closeCode }) {
  return FINAL[code ?? closeCode] ?? null;
}

/** Returns half to one and a half times a growing step, so that browsers do not all come back in the same second. */
export function backoffMs(attempt, random) {
  return Math.min(20_000, 700 * 2 ** Math.min(attempt, 8)) * (0.5 + random());
}
