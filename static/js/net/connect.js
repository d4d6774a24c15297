// What every page of a room does first: learn its place, open its connection, reload once if it is too old.
import { RoomSocket } from "./socket.js";
import { forThisTab } from "../core/storage.js";
import { takeKey } from "./tokens.js";

/** The room's code: `/GOV1` or `/r/GOV1/moderate`. */
export function codeIn(path) {
  const parts = path.split("/").filter(Boolean);
  return (parts[0] === "r" ? parts[1] : parts.at(-1)).toUpperCase();
}

/**
 * @param {"attendee"|"moderate"|"speak"|"stage"} page
 * @param {{version: string}} meta of the page; when the server asks for a newer one, the page reloads
 */
export function connect(page, meta, locale) {
  const socket = new RoomSocket({
    code: codeIn(location.pathname),
    page,
    key: takeKey(location, history),
    hello: () => ({ locale, v: meta.version }),
  });
  addEventListener("hashchange", () => {
    const key = takeKey(location, history);
    if (key) socket.useKey(key);
  });
  addEventListener("online", () => socket.wake());
  document.addEventListener("visibilitychange", () => document.hidden || socket.wake());
  socket.on("state", ({ state, reason }) => state === "ended" && reason === "reload" && renew(socket, meta.version));
  return socket;
}

/** Once per version: if the new page is refused as well, something else is wrong, and we only try again later. */
function renew(socket, version) {
  if (forThisTab.get("suara:reloaded") === version) return setTimeout(() => socket.open(), 30_000);
  forThisTab.set("suara:reloaded", version);
  location.reload();
}
