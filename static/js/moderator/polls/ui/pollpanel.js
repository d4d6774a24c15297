// Panel with all polls of the room in order, one of them selected, and buttons for a new poll and for files.
import { h, icon, set } from "../../../ui/dom.js";
import { CardList } from "../../../ui/cardlist.js";
import { t } from "../../../core/text.js";
import { pollRow } from "./pollrow.js";

export class PollPanel {
  offsetMs = 0; // of this clock from the server's
  #state = { polls: [] };
  #view = () => ({});
  #timer = null;

  /** compose(), openFiles(); `handlers`: as in pollRow. */
  constructor({ compose, openFiles, ...handlers }) {
    this.container = h("ol.polls", { role: "list" });
    this.list = new CardList(this.container, { make: () => pollRow(handlers) });
    this.empty = h("div.empty", { hidden: true }, icon("poll"), h("strong", {}, t("polldesk.none")), h("p.small", {}, t("polldesk.none_do")));
    this.element = h("div.poll-desk", {},
      h("div.poll-desk-do", {},
        h("button.button.primary", { type: "button", onclick: compose }, icon("plus"), t("polldesk.new")),
        h("button.button", { type: "button", onclick: openFiles }, t("polldesk.files"))),
      this.container, this.empty);
    this.container.addEventListener("keydown", (event) => this.#onKey(event));
  }

  /**
   * `state`: a PollDeskState. view(poll) adds {busy, entries, leaders}. `force`: the order changes at once, because the
   * moderator changed it.
   */
  show(state, { view, force = false }) {
    this.#state = state;
    this.#view = view;
    state.follow();
    this.#draw({ force });
    this.#runClock();
    set(this.empty, { hidden: state.polls.length > 0 });
  }

  /** Unfolds a poll that was selected, and brings it into view. */
  reveal(id, { focus = false } = {}) {
    this.#draw({ force: true });
    if (focus) this.#head(id)?.focus();
    if (id) this.list.card(id)?.element.scrollIntoView({ block: "nearest" });
  }

  /** Draws every second while a timed poll is open. */
  #runClock() {
    const isRunning = this.#state.polls.some(({ state, closes_at: end }) => state === "open" && end);
    if (isRunning) this.#timer ??= setInterval(() => this.#draw({ force: false }), 1000);
    else clearInterval(this.#timer);
    if (!isRunning) this.#timer = null;
  }

  #draw({ force }) {
    const now = Date.now() - this.offsetMs;
    const { polls, chosen } = this.#state;
    this.list.show(polls.map((poll) => ({
      key: poll.id, view: { poll, place: this.#state.placeOf(poll.id), chosen: poll.id === chosen, now, ...this.#view(poll) },
    })), { force });
  }

  #head(id) {
    return this.list.card(id)?.element.querySelector(".poll-head");
  }

  /** The board's keys for the next and the previous card move from poll to poll here. */
  #onKey(event) {
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    if (!step || !event.target.classList.contains("poll-head") || event.ctrlKey || event.metaKey || event.altKey) return;
    const heads = [...this.container.querySelectorAll(".poll-head")];
    event.preventDefault();
    heads[heads.indexOf(event.target) + step]?.focus();
  }
}
