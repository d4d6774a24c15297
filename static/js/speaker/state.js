// The speaker's state: the room, and the commands that are not confirmed yet. It knows no DOM.
import { upNext } from "../core/queue.js";
import { RoomState } from "../core/roomstate.js";
import { currentQuestion, ofKind, questions, roomItem } from "../core/selectors.js";
import { timeLeft } from "../core/timeleft.js";
import { browserClock } from "../core/timers.js";

const SHOWN = 5;
const RECENT_MS = 1_500; // after an own command, for which the queue is arranged at once

export class SpeakerState extends RoomState {
  waiting = new Set(); // ids of questions with an unconfirmed command
  refusal = null; // of the last command
  #actedAtMs = -Infinity;

  constructor(socket, { clock = browserClock } = {}) {
    super(socket);
    this.clock = clock;
  }

  get item() {
    return roomItem(this.room);
  }

  get current() {
    return currentQuestion(this.room);
  }

  /** The questions that come next. */
  get queue() {
    return upNext(questions(this.room), SHOWN);
  }

  get hasPolls() {
    return ofKind(this.room, "poll").length > 0;
  }

  /** {left} or {over} in minutes, or null. */
  get time() {
    return timeLeft(this.item, this.clock.now());
  }

  /** Whether the speaker has just done something, so that the queue follows at once. */
  get hasJustActed() {
    return this.clock.now() - this.#actedAtMs < RECENT_MS;
  }

  onSync(frame) {
    super.onSync(frame);
    if (!this.queue.length) this.refusal = null; // the page says instead that no question is left
  }

  /** Sends a command, on a question if `id` is given. Resolves with whether it succeeded. */
  async act(command, id = null) {
    if (id) this.waiting.add(id);
    this.update();
    const refusal = await this.socket.send(command, id ? { id } : {}).then(() => null, (refused) => refused);
    this.waiting.delete(id);
    this.#actedAtMs = this.clock.now();
    this.update({ refusal });
    return !refusal;
  }
}
