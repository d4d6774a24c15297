// Loading of parts of the page that are needed later.
import { backoffMs } from "./reconnect.js";
import { renew } from "./renew.js";

const TRIES = 3;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/**
 * Resolves with the module that load() imports. If the network fails, it tries again later. If there is a connection,
 * but loading keeps failing, the server has another release, and the page is renewed.
 */
export async function loadLater(socket, load, { wait = pause, random = Math.random, renewPage = renew } = {}) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await load();
    } catch {
      if (tries >= TRIES && socket.state === "live") renewPage();
      await wait(backoffMs(tries - 1, random));
    }
  }
}
