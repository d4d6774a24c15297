// Where each word of a cloud stands and how large it is. The area of a word says how many people wrote it, down to the
// least size that can still be read; words keep their places for as long as they fit. Deterministic; no DOM.
import { Field } from "./spiral.js";

const SHRINK = 0.9;
const STAY = [1, 0.93, 0.86]; // rather a little smaller than everything somewhere else
const PLAIN = 2.2; // a cloud whose largest is not so many times its smallest is only a list
const FULLEST = 0.8; // of the space: more has never fitted

/**
 * `words`: [{id, n, width, height}], biggest n first; width and height of one at a size of 1 px.
 * `low`, `high`: sizes in px. `before`: what this returned last, for the same space.
 * Returns { high, places: Map id → {x, y, size} with the centres, left: how many words found no room }.
 */
export function layoutWords(words, space, { low, high }, before = null) {
  const least = low * PLAIN;
  const sized = (top) => sizes(words, top, low);
  const ceiling = Math.max(least, Math.min(high, ...words.slice(0, 12).map((word) => (0.92 * space.width) / (word.width * ratio(word, words)))));
  const kept = before?.places ?? null;
  if (kept?.size) {
    for (const factor of STAY) {
      const top = Math.max(least, Math.min(ceiling, before.high * factor));
      const found = place(sized(top), space, kept);
      if (!found.left || (top === least && found.places.size >= kept.size - 1)) return { high: top, ...found };
    }
  }
  for (let top = ceiling; ; top = Math.max(least, top * SHRINK)) {
    const boxes = sized(top);
    const full = area(boxes) > FULLEST * space.width * space.height;
    const found = full && top > least ? null : place(boxes, space);
    if (found && (!found.left || top === least)) return { high: top, ...found };
  }
}

const ratio = ({ n }, [{ n: most }]) => Math.sqrt(n / most);

function sizes(words, top, low) {
  return words.map((word) => {
    const size = Math.max(low, top * ratio(word, words));
    const gap = 4 + size * 0.14;
    return { id: word.id, size, width: word.width * size + gap, height: word.height * size + gap };
  });
}

const area = (boxes) => boxes.reduce((sum, { width, height }) => sum + width * height, 0);

/** Those with a place stay in it if they can; then the others, the largest first, from their old place or the middle. */
function place(boxes, space, kept = new Map()) {
  const field = new Field(space);
  const places = new Map();
  const stand = ({ id, size }, at) => at && places.set(id, { x: at.x, y: at.y, size });
  for (const box of boxes) {
    const at = kept.get(box.id);
    if (at && field.put(box, at.x, at.y)) stand(box, at);
  }
  const middle = { x: space.width / 2, y: space.height / 2 };
  boxes.forEach((box, index) => {
    if (!places.has(box.id)) stand(box, field.near(box, kept.get(box.id) ?? middle, index));
  });
  return { places, left: boxes.length - places.size };
}
