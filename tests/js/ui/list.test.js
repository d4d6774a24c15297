import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { CardList } from "../../../static/js/ui/list.js";

/** As much of an element as a list needs: children in order, by which neighbours are found. */
class Pretend {
  dataset = {};
  children = [];
  attributes = new Set();

  get firstElementChild() {
    return this.children[0] ?? null;
  }

  get nextElementSibling() {
    return this.parent.children[this.parent.children.indexOf(this) + 1] ?? null;
  }

  get keys() {
    return this.children.map((child) => child.dataset.key).join("");
  }

  insertBefore(element, next) {
    element.remove();
    element.parent = this;
    this.children.splice(next ? this.children.indexOf(next) : this.children.length, 0, element);
    if (document.activeElement === element) document.activeElement = null; // moving an element takes its focus
  }

  remove() {
    if (this.parent) this.parent.children = this.parent.children.filter((child) => child !== this);
  }

  contains(element) {
    return this.children.includes(element);
  }

  toggleAttribute(name, on) {
    this.attributes[on ? "add" : "delete"](name);
  }

  focus() {
    document.activeElement = this;
  }
}

beforeEach(() => {
  globalThis.document = { activeElement: null };
  globalThis.matchMedia = () => ({ matches: true }); // reduced motion: nothing glides
});

function shown(keys) {
  const container = new Pretend();
  const rest = { isAtRest: false };
  const held = [];
  const written = {};
  const make = (key) => ({ element: new Pretend(), update: (view) => (written[key] = view) });
  const list = new CardList(container, { make, rest, hold: (waiting) => held.push(waiting) });
  const show = (order, view = "") => list.show([...order].map((key) => ({ key, view })));
  show(keys);
  return { list, container, rest, held, written, show };
}

test("a list that is being used keeps its order, tells how many wait, and writes counts at once", () => {
  const { container, held, written, show } = shown("abc");
  show("cxab", "12 votes");
  assert.deepEqual([container.keys, held.at(-1), written.c], ["abc", 1, "12 votes"]);
  show("cab");
  assert.deepEqual([container.keys, held.at(-1)], ["abc", 0]);
});

test("newcomers at the end need not wait: nothing moves for them", () => {
  const { container, held, show } = shown("abc");
  show("abcde");
  assert.deepEqual([container.keys, held.at(-1)], ["abcde", null]);
});

test("at rest, or when the person asks, everything finds its place", () => {
  const { list, container, rest, held, show } = shown("abc");
  show("cxa");
  list.settle();
  assert.deepEqual([container.keys, held.at(-1)], ["cxa", null]);
  rest.isAtRest = true;
  show("axd");
  assert.deepEqual([container.keys, held.at(-1)], ["axd", null]);
});

test("what left stays where it was, faded, until the list is at rest", () => {
  const { list, container, show } = shown("abc");
  show("ac");
  const [, leaver] = container.children;
  assert.deepEqual([container.keys, leaver.attributes.has("data-leaving")], ["abc", true]);
  show("abc");
  assert.equal(leaver.attributes.has("data-leaving"), false);
  show("ac");
  list.settle();
  assert.equal(container.keys, "ac");
});

test("the focus stays on the card it was on, wherever that goes", () => {
  const { list, container, show } = shown("abc");
  const [, , card] = container.children;
  card.focus();
  show("cab");
  list.settle();
  assert.deepEqual([container.keys, document.activeElement === card], ["cab", true]);
});
