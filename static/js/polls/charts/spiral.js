// Places boxes without overlaps: each as near as it gets to where it should be, found along an Archimedean spiral
// (r grows evenly with the angle). Deterministic; no DOM.

const ARM_PX = 9; // between two turns
const STEP_PX = 11; // between two tries on a turn

/** Boxes already placed; centres and sizes in px. */
export class Field {
  #placed = [];
  #hopeless = []; // boxes that found no room: nor will any as large
  #last = null; // what stood in the way last stands in the way of the next try, most of the time

  constructor({ width, height }) {
    Object.assign(this, { width, height });
  }

  /** Puts the box where it is told if nothing is there; says whether it did. */
  put(box, x, y) {
    if (!this.#free(box, x, y)) return false;
    this.#placed.push({ x, y, halfWidth: box.width / 2, halfHeight: box.height / 2 });
    return true;
  }

  /** Puts it as near to (x, y) as it gets; returns its centre, or null if there is no room. */
  near(box, { x, y }, turn = 0) {
    if (this.#hopeless.some(({ width, height }) => box.width >= width && box.height >= height)) return null;
    const stretch = Math.sqrt(this.width / this.height); // a wide field is filled in wide turns
    const reach = Math.hypot(this.width, this.height);
    for (let angle = 0; ; ) {
      const radius = (ARM_PX * angle) / (2 * Math.PI);
      if (radius > reach) break;
      const at = { x: x + radius * stretch * Math.cos(angle + turn), y: y + (radius / stretch) * Math.sin(angle + turn) };
      if (this.put(box, at.x, at.y)) return at;
      angle += STEP_PX / Math.max(radius, STEP_PX);
    }
    this.#hopeless.push(box);
    return null;
  }

  #free({ width, height }, x, y) {
    if (x < width / 2 || y < height / 2 || x > this.width - width / 2 || y > this.height - height / 2) return false;
    const hits = (other) => Math.abs(other.x - x) < other.halfWidth + width / 2 && Math.abs(other.y - y) < other.halfHeight + height / 2;
    if (this.#last && hits(this.#last)) return false;
    this.#last = this.#placed.find(hits) ?? null;
    return this.#last === null;
  }
}
