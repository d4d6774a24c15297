// Connection of a page to its room. It renews the page if the server refuses the version of its frames.
import { FRAMES_VERSION } from "../core/protocol.js";
import { RoomSocket } from "./socket.js";
import { renew } from "./renew.js";
import { takeKey } from "./tokens.js";

/** Returns the room's code in a path such as `/GOV1` or `/r/GOV1/moderate`. */
export function codeIn(path) {
  const parts = path.split("/").filter(Boolean);
  return (parts[0] === "r" ? parts[1] : parts.at(-1)).toUpperCase();
}

/**
 * Makes the socket and takes the key out of the address bar. The caller opens the socket.
 * @param {"attendee"|"moderate"|"speak"|"stage"} page
 */
export function connect(page) {
  const socket = new RoomSocket({
    code: codeIn(location.pathname),
    page,
    key: takeKey(location, history),
    hello: () => ({ v: FRAMES_VERSION }),
  });
  addEventListener("hashchange", () => {
    const key = takeKey(location, history);
    if (key) socket.useKey(key);
  });
  addEventListener("online", () => socket.wake());
  document.addEventListener("visibilitychange", () => document.hidden || socket.wake());
  socket.on("state", ({ state, reason }) => state === "ended" && reason === "reload" && renewOrWait(socket));
  return socket;
}

/** If the renewed page was refused too, it only opens the socket again later. */
function renewOrWait(socket) {
  if (!renew()) setTimeout(() => socket.open(), 30_000);
}
