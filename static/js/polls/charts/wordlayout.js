// Layout of a word cloud: place and size of each word. The area of a word shows how many people wrote it, down to the
// least readable size. Words keep their places as long as they fit. Deterministic; no DOM.
import { SpiralPacker } from "./spiralpacker.js";

const SHRINK = 0.9; // from one try to the next
const STAY = [1, 0.93, 0.86]; // sizes to try with the old places, before all words are placed anew
const MIN_CONTRAST = 3; // of the largest to the smallest word; with less, a cloud looks like a list
const REQUIRED = 12; // words that a cloud must show
const KEPT_MARGIN = 1 / 3; // of the margin around a word that keeps its place
const MAX_FILL = 0.8; // of the space; more has never fitted

/**
 * `words`: [{id, n, width, height}], biggest n first, with width and height at a size of 1 px. `low`, `high`: sizes in
 * px. `before`: the last result for the same space.
 * Returns { high, places: Map id → {x, y, size} with the centres, left: how many words were left out }.
 */
export function layoutWords(words, space, { low, high }, before = null) {
  const wanted = words.slice(0, REQUIRED);
  const widest = wanted.map((word) => (0.92 * space.width) / (word.width * ratio(word, words)));
  const ceiling = Math.max(low, Math.min(high, ...widest));
  const plain = Math.min(ceiling, low * MIN_CONTRAST);
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
    const full = top > plain && area(sizes(words, top, low).map((box) => withMargin(box))) > MAX_FILL * space.width * space.height;
    const { found, good } = full ? {} : attempt(top);
    if (good || top === low) return found;
  }
}

/** Returns the next smaller size, without skipping `plain` and `low`. */
const shrunk = (top, plain, low) => Math.max(top > plain ? plain : low, top * SHRINK);

const ratio = ({ n }, [{ n: most }]) => Math.sqrt(n / most);

function sizes(words, top, low) {
  return words.map((word) => {
    const size = Math.max(low, top * ratio(word, words));
    return { id: word.id, size, width: word.width * size, height: word.height * size };
  });
}

/** Adds a margin: a whole one for a new word, a part of it for a word that keeps its place, so that it may grow there. */
function withMargin({ id, size, width, height }, part = 1) {
  const margin = part * (4 + size * 0.16);
  return { id, size, width: width + margin, height: height + margin };
}

const area = (boxes) => boxes.reduce((sum, { width, height }) => sum + width * height, 0);

/** Words with a place keep it if they can. The others follow, the largest first, near their old place or the middle. */
function place(boxes, space, kept = new Map()) {
  const packer = new SpiralPacker(space);
  const places = new Map();
  const keep = ({ id, size }, at) => at && places.set(id, { x: at.x, y: at.y, size });
  for (const box of boxes) {
    const at = kept.get(box.id);
    if (at && packer.placeAt(withMargin(box, KEPT_MARGIN), at.x, at.y)) keep(box, at);
  }
  const middle = { x: space.width / 2, y: space.height / 2 };
  boxes.forEach((box, index) => {
    if (!places.has(box.id)) keep(box, packer.placeNear(withMargin(box), kept.get(box.id) ?? middle, index));
  });
  return { places, left: boxes.length - places.size };
}
