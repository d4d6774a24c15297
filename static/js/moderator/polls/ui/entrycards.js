// Cards of a text poll's entries, for moderation: waiting ones first, then public ones, most votes first.
import { h, write } from "../../../ui/dom.js";
import { CardList } from "../../../ui/cardlist.js";
import { t } from "../../../core/text.js";
import { boardCard } from "../../board/ui/boardcard.js";

const NOBODY = [];
const ORDER = { pending: 0, published: 1, declined: 2 };

const inReadingOrder = (entries) =>
  [...entries].sort((a, b) => (ORDER[a.status] ?? 3) - (ORDER[b.status] ?? 3) || (a.status === "pending" ? compare(a.new, b.new) : compare(b.top, a.top)) || compare(a.id, b.id));

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

export class EntryCards {
  /** press(action, id, event) and more(id) as for a card on the board; isBusy(id); isChanged(id): its list is arranged at once. */
  constructor({ press, more, isBusy, isChanged }) {
    Object.assign(this, { isBusy, isChanged });
    this.waiting = h("p.small.entries-waiting");
    this.container = h("ul.entries", { role: "list" });
    this.list = new CardList(this.container, { make: () => boardCard({ press, more, toggle: () => {} }) });
    this.element = h("div", { hidden: true }, this.waiting, this.container);
  }

  update(entries) {
    this.element.hidden = !entries.length;
    const pending = entries.filter(({ status }) => status === "pending").length;
    write(this.waiting, pending ? t("polldesk.entries_waiting", { n: pending }) : "");
    const cards = inReadingOrder(entries).map((question) => ({
      key: question.id, view: { question, merged: NOBODY, muted: NOBODY, working: null, busy: this.isBusy(question.id), selecting: false, selected: false, minute: 0 },
    }));
    this.list.show(cards, { force: cards.some(({ key }) => this.isChanged(key)) });
  }
}
