// Answers in people's own words beneath their poll: what waits to be read first, then what is public, the most wanted first.
import { h, write } from "../../../ui/dom.js";
import { CardList } from "../../../ui/list.js";
import { t } from "../../../core/text.js";
import { boardCard } from "../../board/ui/boardcard.js";

const NOBODY = [];
const ORDER = { pending: 0, published: 1, declined: 2 };

export const inReadingOrder = (entries) =>
  [...entries].sort((a, b) => (ORDER[a.status] ?? 3) - (ORDER[b.status] ?? 3) || (a.status === "pending" ? compare(a.new, b.new) : compare(b.top, a.top)) || compare(a.id, b.id));

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

export class EntryList {
  /** press(action, id, event), open(id) as a card on the board; busy(id), own(): ids that follow at once. */
  constructor({ press, open, busy, own }) {
    Object.assign(this, { busy, own });
    this.waiting = h("p.small.entries-waiting");
    this.container = h("ul.entries", { role: "list" });
    this.list = new CardList(this.container, { make: () => boardCard({ press, open, tick: () => {} }) });
    this.element = h("div", { hidden: true }, this.waiting, this.container);
  }

  update(entries) {
    this.element.hidden = !entries.length;
    const pending = entries.filter(({ status }) => status === "pending").length;
    write(this.waiting, pending ? t("polldesk.entries_waiting", { n: pending }) : "");
    const cards = inReadingOrder(entries).map((question) => ({
      key: question.id, view: { question, merged: NOBODY, muted: NOBODY, working: null, busy: this.busy(question.id), selecting: false, selected: false, minute: 0 },
    }));
    this.list.show(cards, { force: cards.some(({ key }) => this.own(key)) });
  }
}
