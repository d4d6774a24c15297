// Beside the board stands the desk or the polls; a phone shows one of the columns or one of these two.
import { forThisTab } from "../core/storage.js";

const KEPT = "suara:moderator:side";
const find = (id) => document.getElementById(id);

export function sides() {
  function turnTo(side) {
    document.body.dataset.side = side;
    find("sides").querySelector(`[value=${side}]`).checked = true;
    forThisTab.set(KEPT, side);
  }

  function look(view) {
    document.body.dataset.view = view;
    find("tabs").querySelector(`[value=${view}]`).checked = true;
    if (view === "polls" || view === "desk") turnTo(view);
  }

  /** Shows that side; whether its `element` was out of sight. */
  function bring(side, element) {
    if (element.offsetParent) return false;
    turnTo(side);
    if (!element.offsetParent) look(side);
    return true;
  }

  find("tabs").addEventListener("change", ({ target }) => look(target.value));
  find("sides").addEventListener("change", ({ target }) => turnTo(target.value));
  turnTo(forThisTab.get(KEPT) === "polls" ? "polls" : "desk");
  return { bring, turn: () => turnTo(document.body.dataset.side === "polls" ? "desk" : "polls") };
}
