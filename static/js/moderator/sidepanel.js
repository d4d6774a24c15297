// The panel beside the board: room controls or polls. A phone shows one column of the board or one of these two.
import { forThisTab } from "../core/storage.js";

const KEY = "suara:moderator:side";
const find = (id) => document.getElementById(id);

export function sidePanel() {
  function choose(side) {
    document.body.dataset.side = side;
    find("sides").querySelector(`[value=${side}]`).checked = true;
    forThisTab.set(KEY, side);
  }

  function show(view) {
    document.body.dataset.view = view;
    find("tabs").querySelector(`[value=${view}]`).checked = true;
    if (view === "polls" || view === "desk") choose(view);
  }

  /** Shows a side. Returns whether its `element` was out of sight before. */
  function reveal(side, element) {
    if (element.offsetParent) return false;
    choose(side);
    if (!element.offsetParent) show(side);
    return true;
  }

  find("tabs").addEventListener("change", ({ target }) => show(target.value));
  find("sides").addEventListener("change", ({ target }) => choose(target.value));
  choose(forThisTab.get(KEY) === "polls" ? "polls" : "desk");
  return { reveal, toggle: () => choose(document.body.dataset.side === "polls" ? "desk" : "polls") };
}
