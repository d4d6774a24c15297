// The tabs and the lists under them. The chosen tab is remembered; the list moves only when nobody is about to press.
import { write } from "../ui/dom.js";
import { CardList } from "../ui/list.js";
import { lasting } from "../core/storage.js";
import { number, t } from "../core/text.js";
import { answeredCards, listed } from "./views.js";

const find = (id) => document.getElementById(id);
const BAR = 52; // px; the height of what always sticks to the top

export class Lists {
  tab = lasting.get("suara:tab") === "new" ? "new" : "top";

  /** @param {{make: () => object, chosen: () => void}} does */
  constructor(state, { make, chosen }) {
    Object.assign(this, { state, chosen });
    this.current = new CardList(find("list"), { make, hold: (waiting) => this.#hold(waiting), mayMove: () => this.#nearTop() });
    this.answered = new CardList(find("answered-list"), { make });
    this.#check();
    for (const radio of this.#radios()) radio.addEventListener("change", () => this.choose(radio.value));
    find("pill").addEventListener("click", () => {
      this.current.settle();
      this.toTabs();
    });
  }

  choose(tab) {
    this.tab = tab;
    if (tab === "top" || tab === "new") lasting.set("suara:tab", tab);
    this.#check();
    this.chosen();
  }

  /** There is a tab for what came of polls as soon as something did. */
  offerPolls(n) {
    find("tab-polls").hidden = !n;
    if (!n && this.tab === "polls") this.choose("top");
  }

  /** @returns how many stand under the chosen tab */
  show(force) {
    find("past-polls").hidden = this.tab !== "polls";
    const shown = listed(this.state, this.tab);
    this.current.show(shown, { force });
    const past = ["mine", "polls"].includes(this.tab) ? [] : answeredCards(this.state);
    find("answered").hidden = !past.length;
    write(find("answered-count"), number(past.length));
    this.answered.show(past);
    return this.tab === "polls" ? 1 : shown.length;
  }

  toTabs() {
    bringUp(find("questions"));
  }

  #radios() {
    return document.querySelectorAll("input[name=tab]");
  }

  #check() {
    for (const radio of this.#radios()) radio.checked = radio.value === this.tab;
  }

  /** Cards may find their places only while the list's beginning is in sight; below it somebody reads. */
  #nearTop() {
    return find("list").getBoundingClientRect().top > -40;
  }

  #hold(waiting) {
    const pill = find("pill");
    pill.hidden = waiting === null || (waiting === 0 && this.#nearTop()); // a mere order finds its own quiet moment up there
    if (!pill.hidden) write(pill, waiting ? t("waiting_new", { n: waiting }) : t("waiting_order"));
  }
}

/** What lies above comes down to stand right below what sticks to the top of the page. */
export function bringUp(element) {
  const now = find("now");
  const stuck = !now.hidden && getComputedStyle(now).position === "sticky";
  const covered = stuck ? Math.max(BAR, now.getBoundingClientRect().bottom) : BAR;
  const top = element.getBoundingClientRect().top - covered;
  if (top < 0) scrollBy({ top, behavior: "smooth" });
}
