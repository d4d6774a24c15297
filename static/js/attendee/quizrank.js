// One's own rank in the quizzes. The server tells it to each player alone, and only when asked. A quiz that closes
// changes the rank of everybody at once, so each page asks at a random moment of its own.
import { browserClock } from "../core/timers.js";

const SPREAD_MS = 2000;

const hasQuiz = (room) => [...room.items.values()].some(({ kind, type }) => kind === "poll" && type === "quiz");

export class QuizRank {
  #asked = false;
  #cancel = null;

  /** @param {(player: object|null) => void} onRank gets {name, points, rank?}, or null for somebody without a nickname */
  constructor(socket, onRank, { clock = browserClock, random = Math.random } = {}) {
    Object.assign(this, { socket, onRank, clock, random });
  }

  /** Called after every sync. A page that has just opened asks at once. */
  follow(before, room) {
    const leaders = room.items.get("leaders");
    if (!hasQuiz(room) || (this.#asked && leaders === before.items.get("leaders"))) return;
    const wait = this.#asked ? this.random() * SPREAD_MS : 0;
    this.#asked = true;
    this.#cancel?.();
    this.#cancel = this.clock.after(wait, () => this.#ask());
  }

  async #ask() {
    this.#cancel = null;
    try {
      const player = await this.socket.send("quiz.standing");
      this.onRank(player.name ? player : null);
    } catch {
      this.#asked = false; // it asks again after the next sync
    }
  }
}
