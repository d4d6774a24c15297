// What every page of a room does first: learn its place, open its connection, load anew if it is too old.
import { FRAMES_VERSION } from "../core/protocol.js";
import { RoomSocket } from "./socket.js";
import { renew } from "./renew.js";
import { takeKey } from "./tokens.js";

/** The room's code: `/GOV1` or `/r/GOV1/moderate`. */
export function codeIn(path) {
  const parts = path.split("/").filter(Boolean);
  return (parts[0] === "r" ? parts[1] : parts.at(-1)).toUpperCase();
}

/** @param {"attendee"|"moderate"|"speak"|"stage"} page */
export function connect(page, locale) {
  const socket = new RoomSocket({
    code: codeIn(location.pathname),
    page,
    key: takeKey(location, history),
    hello: () => ({ locale, v: FRAMES_VERSION }),
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
