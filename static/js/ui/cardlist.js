// A list of cards by key. Contents of cards change at once. Their places change only while the list is idle.
//
//   const list = new CardList(ul, { make: key => card, onWaiting: count => … });   card: { element, update(view) }
//   list.show([{ key, view }…]);   onWaiting(n): n new cards wait, or 0: only a new order; onWaiting(null): nothing waits
//   list.arrangeNow();             because the person asked for it
import { animateMoves } from "./animatemoves.js";
import { IdleGuard } from "./idleguard.js";
import { KeyedCards } from "./keyedcards.js";

const MAX_ANIMATED = 120; // cards; measuring more of them one by one takes too long

export class CardList {
  #cards;
  #wanted = [];

  constructor(container, { make, onWaiting = () => {}, mayMove = () => true, idleGuard }) {
    Object.assign(this, { container, onWaiting, mayMove });
    this.#cards = new KeyedCards(container, make);
    this.idleGuard = idleGuard ?? new IdleGuard(container, () => this.#arrange());
  }

  show(wanted, { force = false } = {}) {
    this.#wanted = wanted;
    this.#cards.update(wanted);
    this.#arrange(force || !this.#cards.size);
  }

  arrangeNow() {
    this.#arrange(true);
  }

  card(key) {
    return this.#cards.get(key);
  }

  #arrange(force = false) {
    const arranged = this.#cards.isArranged(this.#wanted);
    this.#fadeLeavers();
    if (!arranged) {
      if (!force && !this.#onlyGrows() && !(this.mayMove() && this.idleGuard.isIdle)) {
        return this.onWaiting(this.#cards.countNew(this.#wanted));
      }
      const animate = this.#cards.size <= MAX_ANIMATED ? animateMoves : (_container, change) => change();
      animate(this.container, () => this.#cards.arrange(this.#wanted));
    }
    this.onWaiting(null);
  }

  /** New cards at the end move nothing, so they need not wait, even while the keyboard rests on a card. */
  #onlyGrows() {
    return this.#cards.keys.every((key, index) => key === this.#wanted[index]?.key);
  }

  #fadeLeavers() {
    const keys = new Set(this.#wanted.map(({ key }) => key));
    for (const [key, { element }] of this.#cards.entries()) element.toggleAttribute("data-leaving", !keys.has(key));
  }
}
