// A list of cards by key. What a card says changes at once; where it stands only when the list is at rest.
//
//   const list = new CardList(ul, { make: key => card, hold: count => … });   card: { element, update(view) }
//   list.show([{ key, view }…]);      hold(n): n newcomers (or 0: only the order) wait; hold(null): nothing waits
//   list.settle();                    now, because the person asked for it
import { Rest } from "./rest.js";

const GLIDING = 120; // cards; more than that are not measured one by one

export class CardList {
  #cards = new Map();
  #wanted = [];

  constructor(container, { make, hold = () => {}, mayMove = () => true, rest }) {
    Object.assign(this, { container, make, hold, mayMove });
    this.rest = rest ?? new Rest(container, () => this.#arrange());
  }

  show(wanted, { force = false } = {}) {
    this.#wanted = wanted;
    for (const { key, view } of wanted) this.#cards.get(key)?.update(view);
    this.#arrange(force || !this.#cards.size);
  }

  settle() {
    this.#arrange(true);
  }

  card(key) {
    return this.#cards.get(key);
  }

  #arrange(force = false) {
    const waiting = this.#difference();
    this.#fadeLeavers();
    if (waiting === null) return this.hold(null);
    if (!force && !this.#onlyGrows() && !(this.mayMove() && this.rest.isAtRest)) return this.hold(waiting);
    const focused = this.container.contains(document.activeElement) ? document.activeElement : null;
    const before = this.#positions();
    const keep = new Set(this.#wanted.map(({ key }) => key));
    for (const [key, card] of this.#cards) {
      if (keep.has(key)) continue;
      card.element.remove();
      this.#cards.delete(key);
    }
    let previous = null;
    for (const { key, view } of this.#wanted) {
      const element = (this.#cards.get(key) ?? this.#enter(key, view)).element;
      const next = previous ? previous.nextElementSibling : this.container.firstElementChild;
      if (element !== next) this.container.insertBefore(element, next);
      previous = element;
    }
    if (focused && focused !== document.activeElement) focused.focus({ preventScroll: true });
    this.#glide(before);
    this.hold(null);
  }

  #enter(key, view) {
    const card = this.make(key);
    card.element.dataset.key = key;
    card.update(view);
    this.#cards.set(key, card);
    return card;
  }

  /** How many newcomers wait; 0 if only places change; null if all is in place. */
  #difference() {
    const shown = [...this.#cards.keys()];
    const wanted = this.#wanted.map(({ key }) => key);
    const inPlace = [...this.container.children].map((child) => child.dataset.key);
    if (wanted.length === shown.length && wanted.every((key, index) => key === inPlace[index])) return null;
    return wanted.filter((key) => !this.#cards.has(key)).length;
  }

  /** Newcomers at the end move nothing: moderators see what waits although their keyboard rests on a card. */
  #onlyGrows() {
    const wanted = this.#wanted.map(({ key }) => key);
    return [...this.container.children].every((child, index) => child.dataset.key === wanted[index]);
  }

  #fadeLeavers() {
    const keep = new Set(this.#wanted.map(({ key }) => key));
    for (const [key, { element }] of this.#cards) element.toggleAttribute("data-leaving", !keep.has(key));
  }

  #positions() {
    if (this.#cards.size > GLIDING) return null;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return null;
    return new Map([...this.#cards.values()].map(({ element }) => [element, element.getBoundingClientRect().top]));
  }

  /** Shows where a card went: from its old place to the new one, in a sixth of a second. */
  #glide(before) {
    if (!before) return;
    for (const [element, top] of before) {
      const distance = top - element.getBoundingClientRect().top;
      if (!element.isConnected || Math.abs(distance) < 2) continue;
      element.animate([{ transform: `translateY(${distance}px)` }, { transform: "none" }], { duration: 160, easing: "ease-out" });
    }
  }
}
