import assert from "node:assert/strict";
import { test } from "node:test";
import { layoutWords } from "../../../../static/js/polls/charts/wordlayout.js";

const space = { width: 1400, height: 620 };
const limits = { low: 40, high: 200 };
/** `n` words, their counts falling as counts of words do, their lengths mixed. */
const many = (n) => Array.from({ length: n }, (_, index) => ({
  id: `w${index}`, n: Math.round(400 / (index + 1) ** 0.8), width: 0.6 * (2 + ((index * 7) % 9)), height: index % 4 ? 0.8 : 1.2,
}));

function overlaps(words, { places }) {
  const boxes = words.filter(({ id }) => places.has(id)).map(({ id, width, height }) => {
    const { x, y, size } = places.get(id);
    return { id, left: x - (width * size) / 2, right: x + (width * size) / 2, top: y - (height * size) / 2, bottom: y + (height * size) / 2 };
  });
  const outside = boxes.filter((box) => box.left < 0 || box.top < 0 || box.right > space.width || box.bottom > space.height);
  const pairs = boxes.flatMap((a, index) => boxes.slice(index + 1).filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).map((b) => [a.id, b.id]));
  return [...outside.map(({ id }) => [id]), ...pairs];
}

test("no word overlaps another or leaves the picture, however many there are", () => {
  for (const count of [1, 2, 7, 30, 100]) {
    const words = many(count);
    const layout = layoutWords(words, space, limits);
    assert.deepEqual(overlaps(words, layout), []);
    assert.equal(layout.places.size + layout.left, count);
    assert.ok([...layout.places.values()].every(({ size }) => size >= limits.low));
  }
});

test("a few words all have a place, and more frequent words are larger", () => {
  const words = many(25);
  const { places, left } = layoutWords(words, space, limits);
  assert.equal(left, 0);
  const sizes = words.map(({ id }) => places.get(id).size);
  assert.deepEqual(sizes, [...sizes].sort((a, b) => b - a));
  assert.ok(sizes[0] > 2 * sizes.at(-1));
});

test("the same words are laid out the same", () => {
  assert.deepEqual(layoutWords(many(60), space, limits), layoutWords(many(60), space, limits));
});

test("the most frequent words always have a place", () => {
  const { places, left } = layoutWords(many(100), { width: 900, height: 300 }, limits);
  assert.ok(left > 0);
  for (const id of ["w0", "w1", "w2", "w3"]) assert.ok(places.has(id), id);
});

test("most words keep their places when some counts change and a new word comes", () => {
  const words = many(40);
  const before = layoutWords(words, space, limits);
  const changed = [...words.map((word, index) => ({ ...word, n: word.n + (index % 5) })), { id: "new", n: 3, width: 3, height: 0.8 }]
    .sort((a, b) => b.n - a.n);
  const after = layoutWords(changed, space, limits, before);
  const stayed = [...before.places].filter(([id, { x, y }]) => after.places.get(id)?.x === x && after.places.get(id)?.y === y);
  assert.ok(stayed.length >= 34, `${stayed.length} of 40 stayed`);
  assert.deepEqual([overlaps(changed, after), after.left], [[], 0]);
});

test("no words are no trouble, nor are words too long for the picture", () => {
  assert.deepEqual(layoutWords([], space, limits).places.size, 0);
  const long = [{ id: "long", n: 5, width: 60, height: 1 }, { id: "short", n: 2, width: 2, height: 1 }];
  const layout = layoutWords(long, space, limits);
  assert.deepEqual([[...layout.places.keys()], layout.left], [["short"], 1]);
});
