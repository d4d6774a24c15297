import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { CardList } from "../../../static/js/ui/cardlist.js";

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
  const idleGuard = { isIdle: false };
  const waiting = [];
  const written = {};
  const make = (key) => ({ element: new Pretend(), update: (view) => (written[key] = view) });
  const list = new CardList(container, { make, idleGuard, onWaiting: (n) => waiting.push(n) });
  const show = (order, view = "") => list.show([...order].map((key) => ({ key, view })));
  show(keys);
  return { list, container, idleGuard, waiting, written, show };
}

test("a list that is being used keeps its order, tells how many wait, and writes counts at once", () => {
  const { container, waiting, written, show } = shown("abc");
  show("cxab", "12 votes");
  assert.deepEqual([container.keys, waiting.at(-1), written.c], ["abc", 1, "12 votes"]);
  show("cab");
  assert.deepEqual([container.keys, waiting.at(-1)], ["abc", 0]);
});

test("new cards at the end need not wait: nothing moves for them", () => {
  const { container, waiting, show } = shown("abc");
  show("abcde");
  assert.deepEqual([container.keys, waiting.at(-1)], ["abcde", null]);
});

test("when the list is idle, or when the person asks, all cards take their places", () => {
  const { list, container, idleGuard, waiting, show } = shown("abc");
  show("cxa");
  list.arrangeNow();
  assert.deepEqual([container.keys, waiting.at(-1)], ["cxa", null]);
  idleGuard.isIdle = true;
  show("axd");
  assert.deepEqual([container.keys, waiting.at(-1)], ["axd", null]);
});

test("a card that left stays in its place, faded, until the list is idle", () => {
  const { list, container, show } = shown("abc");
  show("ac");
  const [, leaver] = container.children;
  assert.deepEqual([container.keys, leaver.attributes.has("data-leaving")], ["abc", true]);
  show("abc");
  assert.equal(leaver.attributes.has("data-leaving"), false);
  show("ac");
  list.arrangeNow();
  assert.equal(container.keys, "ac");
});

test("the focus stays on the card it was on, wherever that goes", () => {
  const { list, container, show } = shown("abc");
  const [, , card] = container.children;
  card.focus();
  show("cab");
  list.arrangeNow();
  assert.deepEqual([container.keys, document.activeElement === card], ["cab", true]);
});
