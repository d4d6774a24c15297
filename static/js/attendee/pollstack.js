// The polls above the questions. A poll that opens moves everything below it, so it takes its place only if nobody is
// about to press: out of sight, or while the page is idle.
import { IdleGuard } from "../ui/idleguard.js";
import { KeyedCards } from "../ui/keyedcards.js";

export class PollStack {
  #cards;
  #wanted = [];

  /**
   * `make(key)`: a card; `onWaiting(waits)`: whether a new card waits for its place. `atOnce`: the first cards need not
   * wait, because the page has only just opened.
   */
  constructor(container, page, { make, onWaiting, atOnce }) {
    Object.assign(this, { container, onWaiting, atOnce });
    this.#cards = new KeyedCards(container, make);
    this.idleGuard = new IdleGuard(page, () => this.#arrange());
    this.idleGuard.noteActivity(); // the page may have been touched a moment before this guard existed
  }

  show(wanted) {
    this.#wanted = wanted;
    this.#cards.update(wanted);
    this.#arrange(this.atOnce);
    this.atOnce = false;
  }

  arrangeNow() {
    this.#arrange(true);
  }

  card(key) {
    return this.#cards.get(key);
  }

  #arrange(force = false) {
    if (!this.#cards.isArranged(this.#wanted)) {
      const outOfSight = this.container.getBoundingClientRect().bottom < 0 && scrollY > 0;
      if (!force && !outOfSight && !this.idleGuard.isIdle) return this.onWaiting(this.#cards.countNew(this.#wanted) > 0);
      this.#cards.arrange(this.#wanted);
    }
    this.onWaiting(false);
  }
}
