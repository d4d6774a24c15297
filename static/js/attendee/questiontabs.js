// The tabs and the lists under them. The chosen tab is remembered.
import { write } from "../ui/dom.js";
import { CardList } from "../ui/cardlist.js";
import { lasting } from "../core/storage.js";
import { number, t } from "../core/text.js";
import { answeredCards, cardsUnder } from "./questionviews.js";

const find = (id) => document.getElementById(id);
const BAR_PX = 52; // height of the bar at the top of the page

export class QuestionTabs {
  tab = lasting.get("suara:tab") === "new" ? "new" : "top";

  /** `make(key)`: a card; `onChoose()` is called when another tab was chosen. */
  constructor(state, { make, onChoose }) {
    Object.assign(this, { state, onChoose });
    const [onWaiting, mayMove] = [(n) => this.#showWaiting(n), () => this.#isNearTop()];
    this.current = new CardList(find("list"), { make, onWaiting, mayMove });
    this.answered = new CardList(find("answered-list"), { make });
    this.#check();
    for (const radio of this.#radios()) radio.addEventListener("change", () => this.choose(radio.value));
    find("pill").addEventListener("click", () => {
      this.current.arrangeNow();
      this.scrollHere();
    });
  }

  choose(tab) {
    this.tab = tab;
    if (tab === "top" || tab === "new") lasting.set("suara:tab", tab);
    this.#check();
    this.onChoose();
  }

  /** Shows the tab of past polls if there are any. */
  offerPolls(n) {
    find("tab-polls").hidden = !n;
    if (!n && this.tab === "polls") this.choose("top");
  }

  /** Shows the chosen tab. Returns how many cards it has. */
  show(force) {
    find("past-polls").hidden = this.tab !== "polls";
    const cards = cardsUnder(this.state, this.tab);
    this.current.show(cards, { force });
    const answered = ["mine", "polls"].includes(this.tab) ? [] : answeredCards(this.state);
    find("answered").hidden = !answered.length;
    write(find("answered-count"), number(answered.length));
    this.answered.show(answered);
    return this.tab === "polls" ? 1 : cards.length;
  }

  scrollHere() {
    scrollUpTo(find("questions"));
  }

  #radios() {
    return document.querySelectorAll("input[name=tab]");
  }

  #check() {
    for (const radio of this.#radios()) radio.checked = radio.value === this.tab;
  }

  /** Cards may move only while the beginning of the list is in sight. Somebody further down is reading. */
  #isNearTop() {
    return find("list").getBoundingClientRect().top > -40;
  }

  #showWaiting(n) {
    const pill = find("pill");
    pill.hidden = n === null || (n === 0 && this.#isNearTop()); // near the top a mere new order is applied by itself
    if (!pill.hidden) write(pill, n ? t("waiting_new", { n }) : t("waiting_order"));
  }
}

/** Scrolls up to an element that lies above, until it stands right below what sticks to the top of the page. */
export function scrollUpTo(element) {
  const now = find("now");
  const isSticky = !now.hidden && getComputedStyle(now).position === "sticky";
  const covered = isSticky ? Math.max(BAR_PX, now.getBoundingClientRect().bottom) : BAR_PX;
  const top = element.getBoundingClientRect().top - covered;
  if (top < 0) scrollBy({ top, behavior: "smooth" });
}
