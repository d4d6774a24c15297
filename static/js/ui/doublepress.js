// Guard against unwanted double presses. A card that was acted on leaves, and the next one slides under the finger:
// the second half of a double press there is not meant. No DOM.

const DOUBLE_MS = 500;
const SAME_PLACE_PX = 24;

export class DoublePressGuard {
  #last = null;

  /** `id`: of the pressed card; `press`: the click event. Keys that press a button have no place and always pass. */
  accepts(id, { timeStamp, clientX, clientY, detail }) {
    const last = this.#last;
    this.#last = { id, timeStamp, clientX, clientY };
    if (!last || detail === 0 || id === last.id) return true;
    const apart = Math.hypot(clientX - last.clientX, clientY - last.clientY);
    return timeStamp - last.timeStamp >= DOUBLE_MS || apart > SAME_PLACE_PX;
  }
}
