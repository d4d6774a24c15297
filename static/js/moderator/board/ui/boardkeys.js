// Keyboard of the moderators' page. Keys have no effect while somebody types.
import { mayDo } from "../questionactions.js";
import { actionOf } from "../keybindings.js";

const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
const DIRECTIONS = new Set(["down", "up", "left", "right"]);

/**
 * move(id, direction) moves the focus from a card; question(id); act(action, id) acts on a card; `general`:
 * {action: (id) => …} for actions that need no card. Returns { current }; current(): the id of the focused card, or null.
 */
export function boardKeys({ move, question, act, general }) {
  const current = () => document.activeElement?.closest?.(".board-card")?.dataset.key ?? null;

  document.addEventListener("keydown", (event) => {
    if (document.querySelector("dialog[open]") || event.defaultPrevented) return;
    const typing = Boolean(event.target.closest?.(TYPING));
    const action = actionOf(event, typing);
    if (!action || (event.repeat && !DIRECTIONS.has(action))) return; // a key held down repeats movements only
    // Arrows also move between radio buttons; they move between cards only on the board.
    if (event.key.startsWith("Arrow") && !current()) return;
    const id = current();
    if (DIRECTIONS.has(action)) move(id, action);
    else if (general[action]) general[action](id);
    else if (id && mayDo(question(id), action)) act(action, id);
    else return;
    event.preventDefault();
  });
  return { current };
}
