// The four columns together: what they show, and where the keyboard is among their cards.
import { COLUMNS, columns, mergedInto } from "../columns.js";
import { neighbour } from "../keys.js";
import { write } from "../../../ui/dom.js";
import { number } from "../../../core/text.js";
import { boardCard } from "./boardcard.js";
import { Column } from "./column.js";

const NOBODY = [];
const sectionOf = (name) => document.querySelector(`[data-column=${name}]`);

export class BoardView {
  constructor(does) {
    this.columns = COLUMNS.map((name) => new Column(name, sectionOf(name), () => boardCard(does)));
    document.getElementById("board").addEventListener("focusin", () => this.columns.forEach((column) => column.rove()));
  }

  /** Ids from top to bottom of each column that can be seen now: on a phone that is one. */
  get lists() {
    return this.columns.filter(({ section }) => section.offsetParent).map(({ shown }) => shown);
  }

  /**
   * view(question) adds what stands beside the room: {working, busy, selected …}; `own`: ids of what this moderator
   * just did something to: the columns they leave or enter follow at once, however the pointer rests.
   */
  show(all, { muted = NOBODY, search, own, force, view }) {
    const shown = columns(all, search);
    const merged = mergedInto(all);
    for (const column of this.columns) {
      const cards = shown[column.name].map((question) => ({
        key: question.id, view: { question, muted, merged: merged.get(question.id) ?? NOBODY, ...view(question) },
      }));
      const mine = own.size > 0 && [...column.shown, ...cards.map(({ key }) => key)].some((id) => own.has(id));
      column.show(cards, { force: force || mine, searching: Boolean(search) });
      write(document.querySelector(`[data-count=${column.name}]`), number(cards.length));
    }
  }

  focus(id) {
    const card = id && this.#card(id);
    card?.focus({ preventScroll: true });
    card?.scrollIntoView({ block: "nearest" });
  }

  move(id, way) {
    this.focus(neighbour(this.lists, id, way));
  }

  /** Where the keyboard goes on to when a card is about to leave its column: the one below, else the one above. */
  follower(id) {
    const list = this.lists.filter((each) => each.includes(id));
    return [neighbour(list, id, "down"), neighbour(list, id, "up")].find((each) => each !== id) ?? null;
  }

  /** The card where it belongs and can be seen; what is about to leave a column does not count. */
  #card(id) {
    return this.columns.map((column) => column.card(id)).find((card) => card?.offsetParent && !card.hasAttribute("data-leaving"));
  }
}
