// The polls above the questions. A poll that opens moves everything below it, so it takes its place only where
// nobody is about to press: out of sight, or while the page is at rest.
import { Rest } from "../ui/rest.js";

export class PollStack {
  #cards = new Map();
  #wanted = [];

  /**
   * `make(key)`: a card; `held(holds)`: whether something waits for its place. `atOnce`: what is shown first need not
   * wait, because the page has only just opened.
   */
  constructor(container, page, { make, held, atOnce }) {
    Object.assign(this, { container, make, held, atOnce });
    this.rest = new Rest(page, () => this.#arrange());
    this.rest.stir(); // nobody knows yet what was touched a moment ago
  }

  show(wanted) {
    this.#wanted = wanted;
    for (const { key, view } of wanted) this.#cards.get(key)?.update(view);
    this.#arrange(this.atOnce);
    this.atOnce = false;
  }

  settle() {
    this.#arrange(true);
  }

  card(key) {
    return this.#cards.get(key);
  }

  #arrange(force = false) {
    const keys = this.#wanted.map(({ key }) => key);
    const inPlace = [...this.container.children].map((child) => child.dataset.key);
    if (keys.join() === inPlace.join()) return this.held(false);
    const outOfSight = this.container.getBoundingClientRect().bottom < 0 && scrollY > 0;
    if (!force && !outOfSight && !this.rest.isAtRest) return this.held(keys.some((key) => !this.#cards.has(key)));
    for (const [key, { element }] of this.#cards) {
      if (keys.includes(key)) continue;
      element.remove();
      this.#cards.delete(key);
    }
    this.#wanted.forEach(({ key, view }, index) => {
      const { element } = this.#cards.get(key) ?? this.#enter(key, view);
      if (this.container.children[index] !== element) this.container.insertBefore(element, this.container.children[index] ?? null);
    });
    this.held(false);
  }

  #enter(key, view) {
    const card = this.make(key);
    card.element.dataset.key = key;
    card.update(view);
    this.#cards.set(key, card);
    return card;
  }
}
