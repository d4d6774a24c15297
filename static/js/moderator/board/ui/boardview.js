// The four columns of the board, and the keyboard focus among their cards.
import { COLUMNS, columns, mergedInto } from "../boardcolumns.js";
import { neighbour } from "../keybindings.js";
import { write } from "../../../ui/dom.js";
import { number } from "../../../core/text.js";
import { boardCard } from "./boardcard.js";
import { BoardColumn } from "./boardcolumn.js";

const NOBODY = [];
const sectionOf = (name) => document.querySelector(`[data-column=${name}]`);

export class BoardView {
  constructor(handlers) {
    this.columns = COLUMNS.map((name) => new BoardColumn(name, sectionOf(name), () => boardCard(handlers)));
    document.getElementById("board").addEventListener("focusin", () => this.columns.forEach((column) => column.rove()));
  }

  /** Ids from top to bottom of each visible column. A phone shows one. */
  get lists() {
    return this.columns.filter(({ section }) => section.offsetParent).map(({ shown }) => shown);
  }

  /**
   * view(question) adds what the room does not know: {working, busy, selected …}. `changed`: ids of cards that this
   * moderator has just changed. The columns that they leave or enter are arranged at once, even while in use.
   */
  show(all, { muted = NOBODY, search, changed, force, view }) {
    const shown = columns(all, search);
    const merged = mergedInto(all);
    for (const column of this.columns) {
      const cards = shown[column.name].map((question) => ({
        key: question.id, view: { question, muted, merged: merged.get(question.id) ?? NOBODY, ...view(question) },
      }));
      const follows = changed.size > 0 && [...column.shown, ...cards.map(({ key }) => key)].some((id) => changed.has(id));
      column.show(cards, { force: force || follows, searching: Boolean(search) });
      write(document.querySelector(`[data-count=${column.name}]`), number(cards.length));
    }
  }

  focus(id) {
    const card = id && this.#card(id);
    card?.focus({ preventScroll: true });
    card?.scrollIntoView({ block: "nearest" });
  }

  move(id, direction) {
    this.focus(neighbour(this.lists, id, direction));
  }

  /** Returns the card that gets the focus when this one leaves its column: the one below, else the one above. */
  nextFocus(id) {
    const list = this.lists.filter((each) => each.includes(id));
    return [neighbour(list, id, "down"), neighbour(list, id, "up")].find((each) => each !== id) ?? null;
  }

  /** Returns the visible card in the column that it belongs to, not one that is about to leave another column. */
  #card(id) {
    return this.columns.map((column) => column.card(id)).find((card) => card?.offsetParent && !card.hasAttribute("data-leaving"));
  }
}
