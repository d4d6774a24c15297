// What every page of a room does first: learn its place, open its connection, load anew if it is too old.
import { RoomSocket } from "./socket.js";
import { renew } from "./renew.js";
import { takeKey } from "./tokens.js";

/** The room's code: `/GOV1` or `/r/GOV1/moderate`. */
export function codeIn(path) {
  const parts = path.split("/").filter(Boolean);
  return (parts[0] === "r" ? parts[1] : parts.at(-1)).toUpperCase();
}

/**
 * @param {"attendee"|"moderate"|"speak"|"stage"} page
 * @param {{frames: string}} meta of the page: the number of the frames it speaks, by which the server may refuse it
 */
export function connect(page, meta, locale) {
  const socket = new RoomSocket({
    code: codeIn(location.pathname),
    page,
    key: takeKey(location, history),
    hello: () => ({ locale, v: Number(meta.frames) }),
  });
  addEventListener("hashchange", () => {
    const key = takeKey(location, history);
    if (key) socket.useKey(key);
  });
  addEventListener("online", () => socket.wake());
  document.addEventListener("visibilitychange", () => document.hidden || socket.wake());
  socket.on("state", ({ state, reason }) => state === "ended" && reason === "reload" && comeAnew(socket));
  return socket;
}

/** If the new page was refused as well, something else is wrong, and we only try again later. */
function comeAnew(socket) {
  if (!renew()) setTimeout(() => socket.open(), 30_000);
}
