// A column of the board: count, cards, a button for waiting cards, and a text for an empty column.
import { h, icon, write } from "../../../ui/dom.js";
import { CardList } from "../../../ui/cardlist.js";
import { number, t } from "../../../core/text.js";

/** `section` has h2 .count, ul, .pill and .empty; make(): a card. */
export class BoardColumn {
  constructor(name, section, make) {
    Object.assign(this, { name, section });
    this.count = section.querySelector(".count");
    this.pill = section.querySelector(".pill");
    this.empty = section.querySelector(".empty");
    this.empty.replaceChildren(icon(name === "waiting" ? "tick" : "speech"), h("strong"), h("p.small"));
    this.pill.addEventListener("click", () => this.list.arrangeNow());
    this.list = new CardList(section.querySelector("ul"), { make, onWaiting: (n) => this.#showWaiting(n) });
  }

  /** Ids from top to bottom. */
  get shown() {
    return [...this.list.container.children].map((child) => child.dataset.key);
  }

  card(id) {
    return this.list.card(id)?.element ?? null;
  }

  show(cards, { force, searching }) {
    this.list.show(cards, { force });
    write(this.count, number(cards.length));
    this.empty.hidden = cards.length > 0;
    write(this.empty.children[1], t(searching ? "moderator.empty.search" : `moderator.empty.${this.name}`));
    write(this.empty.children[2], searching ? "" : t(`moderator.empty.${this.name}_do`));
    this.rove();
  }

  /** Sets the roving tabindex: the Tab key stops only at the focused card, or at the last one that was. */
  rove(id = this.section.contains(document.activeElement) ? document.activeElement.closest("[data-key]")?.dataset.key : null) {
    const cards = [...this.list.container.children];
    const stop = cards.find((card) => card.dataset.key === id) ?? cards.find((card) => card.tabIndex === 0) ?? cards[0];
    for (const card of cards) {
      const index = card === stop ? 0 : -1;
      if (card.tabIndex !== index) card.tabIndex = index;
    }
  }

  #showWaiting(n) {
    this.pill.hidden = n === null;
    if (n !== null) write(this.pill, n ? t("waiting_new", { n }) : t("waiting_order"));
  }
}
