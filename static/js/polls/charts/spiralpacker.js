// Placement of boxes without overlaps. Each is put as near as possible to its wanted place, found along an Archimedean
// spiral (the radius grows evenly with the angle). Deterministic; no DOM.

const ARM_PX = 9; // between two turns
const STEP_PX = 11; // between two tries on a turn

/** A field of placed boxes. Centres and sizes are in px. */
export class SpiralPacker {
  #placed = [];
  #rejected = []; // boxes without a place; no box of their size or larger will find one
  #lastHit = null; // the box that was in the way last is usually in the way of the next try

  constructor({ width, height }) {
    Object.assign(this, { width, height });
  }

  /** Places the box there if the place is free. Returns whether it did. */
  placeAt(box, x, y) {
    if (!this.#free(box, x, y)) return false;
    this.#placed.push({ x, y, halfWidth: box.width / 2, halfHeight: box.height / 2 });
    return true;
  }

  /** Places the box as near to (x, y) as possible. Returns its centre, or null if there is no place. */
  placeNear(box, { x, y }, turn = 0) {
    if (this.#rejected.some(({ width, height }) => box.width >= width && box.height >= height)) return null;
    const stretch = Math.sqrt(this.width / this.height); // in a wide field the turns are wide
    const reach = Math.hypot(this.width, this.height);
    for (let angle = 0; ; ) {
      const radius = (ARM_PX * angle) / (2 * Math.PI);
      if (radius > reach) break;
      const at = { x: x + radius * stretch * Math.cos(angle + turn), y: y + (radius / stretch) * Math.sin(angle + turn) };
      if (this.placeAt(box, at.x, at.y)) return at;
      angle += STEP_PX / Math.max(radius, STEP_PX);
    }
    this.#rejected.push(box);
    return null;
  }

  #free({ width, height }, x, y) {
    if (x < width / 2 || y < height / 2 || x > this.width - width / 2 || y > this.height - height / 2) return false;
    const hits = (other) => Math.abs(other.x - x) < other.halfWidth + width / 2 && Math.abs(other.y - y) < other.halfHeight + height / 2;
    if (this.#lastHit && hits(this.#lastHit)) return false;
    this.#lastHit = this.#placed.find(hits) ?? null;
    return this.#lastHit === null;
  }
}
