// Where each word of a cloud stands and how large it is. The area of a word says how many people wrote it, down to the
// least size that can still be read; words keep their places for as long as they fit. Deterministic; no DOM.
import { Field } from "./spiral.js";

const SHRINK = 0.9;
const STAY = [1, 0.93, 0.86]; // rather a little smaller than everything somewhere else
const PLAIN = 3; // a cloud whose largest is not so many times its smallest is only a list
const WANTED = 12; // words that a cloud may not be without
const STAYING = 1 / 3;
const FULLEST = 0.8; // of the space: more has never fitted

/**
 * `words`: [{id, n, width, height}], biggest n first; width and height of one at a size of 1 px.
 * `low`, `high`: sizes in px. `before`: what this returned last, for the same space.
 * Returns { high, places: Map id → {x, y, size} with the centres, left: how many words found no room }.
 */
export function layoutWords(words, space, { low, high }, before = null) {
  const wanted = words.slice(0, WANTED);
  const widest = wanted.map((word) => (0.92 * space.width) / (word.width * ratio(word, words)));
  const ceiling = Math.max(low, Math.min(high, ...widest));
  const plain = Math.min(ceiling, low * PLAIN);
  const attempt = (top, kept) => {
    const boxes = sizes(words, top, low);
    const found = { high: top, ...place(boxes, space, kept) };
    const complete = !found.left;
    return { found, good: complete || (top <= plain && wanted.every(({ id }) => found.places.has(id))) };
  };
  for (const factor of before?.places.size ? STAY : []) {
    const { found, good } = attempt(Math.max(Math.min(plain, before.high), Math.min(ceiling, before.high * factor)), before.places);
    if (good && found.places.size >= Math.min(before.places.size - 1, words.length)) return found;
  }
  for (let top = ceiling; ; top = shrunk(top, plain, low)) {
    const full = top > plain && area(sizes(words, top, low).map((box) => airy(box))) > FULLEST * space.width * space.height;
    const { found, good } = full ? {} : attempt(top);
    if (good || top === low) return found;
  }
}

/** A step down, but not past the two sizes that count. */
const shrunk = (top, plain, low) => Math.max(top > plain ? plain : low, top * SHRINK);

const ratio = ({ n }, [{ n: most }]) => Math.sqrt(n / most);

function sizes(words, top, low) {
  return words.map((word) => {
    const size = Math.max(low, top * ratio(word, words));
    return { id: word.id, size, width: word.width * size, height: word.height * size };
  });
}

/** With air around it: all of it for a newcomer, a third for one that stays, so that it may grow where it stands. */
function airy({ id, size, width, height }, part = 1) {
  const air = part * (4 + size * 0.16);
  return { id, size, width: width + air, height: height + air };
}

const area = (boxes) => boxes.reduce((sum, { width, height }) => sum + width * height, 0);

/** Those with a place stay in it if they can; then the others, the largest first, from their old place or the middle. */
function place(boxes, space, kept = new Map()) {
  const field = new Field(space);
  const places = new Map();
  const stand = ({ id, size }, at) => at && places.set(id, { x: at.x, y: at.y, size });
  for (const box of boxes) {
    const at = kept.get(box.id);
    if (at && field.put(airy(box, STAYING), at.x, at.y)) stand(box, at);
  }
  const middle = { x: space.width / 2, y: space.height / 2 };
  boxes.forEach((box, index) => {
    if (!places.has(box.id)) stand(box, field.near(airy(box), kept.get(box.id) ?? middle, index));
  });
  return { places, left: boxes.length - places.size };
}
