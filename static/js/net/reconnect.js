// When to reconnect, and when not to.
import { CLOSE } from "../core/protocol.js";

const FINAL = {
  key: "key", revoked: "key", [CLOSE.key_refused]: "key",
  no_room: "no_room", [CLOSE.no_room]: "no_room",
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
