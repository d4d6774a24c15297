// Loading a part of the page later.
import { backoffMs } from "./reconnect.js";
import { renew } from "./renew.js";

const TRIES = 3;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/**
 * Resolves with the module that `load` imports. A network that fails now is asked again. If there is a connection and
 * still no part that fits, the server has another release, and the page loads anew.
 */
export async function loadLater(socket, load, { wait = pause, random = Math.random, comeAnew = renew } = {}) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await load();
    } catch {
      if (tries >= TRIES && socket.state === "live") comeAnew();
      await wait(backoffMs(tries, random));
    }
  }
}
