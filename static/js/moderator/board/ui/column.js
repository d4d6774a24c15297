// One column of the board: its count, its cards, what waits to be shown, and what it says when it is empty.
import { h, icon, write } from "../../../ui/dom.js";
import { CardList } from "../../../ui/list.js";
import { number, t } from "../../../core/text.js";

/** `section` has h2 .count, ul, .pill and .empty; make(): a card. */
export class Column {
  constructor(name, section, make) {
    Object.assign(this, { name, section });
    this.count = section.querySelector(".count");
    this.pill = section.querySelector(".pill");
    this.none = section.querySelector(".empty");
    this.none.replaceChildren(icon(name === "waiting" ? "tick" : "speech"), h("strong"), h("p.small"));
    this.pill.addEventListener("click", () => this.list.settle());
    this.list = new CardList(section.querySelector("ul"), { make, hold: (waiting) => this.#hold(waiting) });
  }

  /** Ids from top to bottom, as they stand now. */
  get shown() {
    return [...this.list.container.children].map((child) => child.dataset.key);
  }

  /** The card the keyboard is on, which is the only one the Tab key stops at. */
  card(id) {
    return this.list.card(id)?.element ?? null;
  }

  show(cards, { force, searching }) {
    this.list.show(cards, { force });
    write(this.count, number(cards.length));
    this.none.hidden = cards.length > 0;
    write(this.none.children[1], t(searching ? "moderator.empty.search" : `moderator.empty.${this.name}`));
    write(this.none.children[2], searching ? "" : t(`moderator.empty.${this.name}_do`));
    this.rove();
  }

  rove(id = this.section.contains(document.activeElement) ? document.activeElement.closest("[data-key]")?.dataset.key : null) {
    const cards = [...this.list.container.children];
    const stop = cards.find((card) => card.dataset.key === id) ?? cards.find((card) => card.tabIndex === 0) ?? cards[0];
    for (const card of cards) {
      const index = card === stop ? 0 : -1;
      if (card.tabIndex !== index) card.tabIndex = index;
    }
  }

  #hold(waiting) {
    this.pill.hidden = waiting === null;
    if (waiting !== null) write(this.pill, waiting ? t("waiting_new", { n: waiting }) : t("waiting_order"));
  }
}
