// How somebody does in the quizzes is told to them alone, and only when they ask. A quiz that closes changes it
// for everybody at once, so each page asks at a moment of its own.
import { browserClock } from "../core/timers.js";

const SPREAD_MS = 2000;

const hasQuiz = (room) => [...room.items.values()].some(({ kind, type }) => kind === "poll" && type === "quiz");

export class Standing {
  #asked = false;
  #stop = null;

  /** @param {(player: object|null) => void} told  {name, points, rank?}, or null for who has no nickname */
  constructor(socket, told, { clock = browserClock, random = Math.random } = {}) {
    Object.assign(this, { socket, told, clock, random });
  }

  /** After every sync; a page that has just opened asks at once. */
  follow(before, room) {
    const leaders = room.items.get("leaders");
    if (!hasQuiz(room) || (this.#asked && leaders === before.items.get("leaders"))) return;
    const wait = this.#asked ? this.random() * SPREAD_MS : 0;
    this.#asked = true;
    this.#stop?.();
    this.#stop = this.clock.after(wait, () => this.#ask());
  }

  async #ask() {
    this.#stop = null;
    try {
      const player = await this.socket.send("quiz.standing");
      this.told(player.name ? player : null);
    } catch {
      this.#asked = false; // with the next sync
    }
  }
}
