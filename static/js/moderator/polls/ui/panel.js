// The poll desk: every poll of the room in order, one of them chosen; a new one, and polls as files.
import { h, icon, set } from "../../../ui/dom.js";
import { CardList } from "../../../ui/list.js";
import { t } from "../../../core/text.js";
import { inOrder, natural, nextUp } from "../actions.js";
import { pollCard } from "./pollcard.js";

/** compose(), exchange(); act, more and the rest as a poll's card takes them. */
export class PollPanel {
  #polls = [];
  #timer = null;
  #wished = null; // a poll that was just made and is not here yet

  constructor({ compose, exchange, ...card }) {
    this.chosen = null;
    this.ahead = 0; // ms by which this clock is before the server's
    const make = () => pollCard({ ...card, choose: (id) => this.choose(this.chosen === id ? "" : id) });
    this.container = h("ol.polls", { role: "list" });
    this.list = new CardList(this.container, { make });
    this.none = h("div.empty", { hidden: true }, icon("poll"), h("strong", {}, t("polldesk.none")), h("p.small", {}, t("polldesk.none_do")));
    this.element = h("div.poll-desk", {},
      h("div.poll-desk-do", {},
        h("button.button.primary", { type: "button", onclick: compose }, icon("plus"), t("polldesk.new")),
        h("button.button", { type: "button", onclick: exchange }, t("polldesk.files"))),
      this.container, this.none);
    this.container.addEventListener("keydown", (event) => this.#walk(event));
  }

  /** The poll that a key would act on; none when all are folded away. */
  get current() {
    return this.#polls.find(({ id }) => id === this.chosen) ?? null;
  }

  get next() {
    return nextUp(this.#polls);
  }

  get inOrder() {
    return this.#polls;
  }

  placeOf(id) {
    return { index: this.#polls.findIndex((poll) => poll.id === id), count: this.#polls.length };
  }

  choose(id, { focus = false } = {}) {
    this.#wished = !id || this.#polls.some((poll) => poll.id === id) ? null : id;
    if (this.#wished) return;
    this.chosen = id;
    this.#draw({ force: true });
    if (focus) this.#head(id)?.focus();
    if (id) this.list.card(id)?.element.scrollIntoView({ block: "nearest" });
  }

  /** `view(poll)` adds {busy, entries}; `force`: the moderator did something, so that the order follows at once. */
  show(polls, { view, force = false }) {
    this.#polls = inOrder(polls);
    this.view = view;
    // Chosen by itself only once, and again when it went away: nothing unfolds under a finger.
    if (this.chosen === null || (this.chosen && !this.current)) this.chosen = natural(this.#polls)?.id ?? null;
    this.#draw({ force });
    this.#tick();
    set(this.none, { hidden: this.#polls.length > 0 });
    if (this.#wished && this.placeOf(this.#wished).index >= 0) this.choose(this.#wished);
  }

  /** While time runs out somewhere, it is told every second. */
  #tick() {
    const runs = this.#polls.some(({ state, closes_at: end }) => state === "open" && end);
    if (runs) this.#timer ??= setInterval(() => this.#draw({ force: false }), 1000);
    else clearInterval(this.#timer);
    if (!runs) this.#timer = null;
  }

  #draw({ force }) {
    const now = Date.now() - this.ahead;
    this.list.show(this.#polls.map((poll) => ({
      key: poll.id, view: { poll, place: this.placeOf(poll.id), chosen: poll.id === this.chosen, now, ...this.view(poll) },
    })), { force });
  }

  #head(id) {
    return this.list.card(id)?.element.querySelector(".poll-head");
  }

  /** The board's keys for the next and the former card, from one poll to another. */
  #walk(event) {
    const way = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    if (!way || !event.target.classList.contains("poll-head") || event.ctrlKey || event.metaKey || event.altKey) return;
    const heads = [...this.container.querySelectorAll(".poll-head")];
    event.preventDefault();
    heads[heads.indexOf(event.target) + way]?.focus();
  }
}
