// The moderators' keyboard on the page: where the keys go, and that typing is left in peace.
import { mayDo } from "../actions.js";
import { actionOf } from "../keys.js";

const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
const WAYS = new Set(["down", "up", "left", "right"]);

/**
 * move(id, way) from the card in focus; question(id); act(action, id) for what is done to that card;
 * general: {action: () => …} for what needs no card. Returns current(): the id of the card in focus, or null.
 */
export function boardKeys({ move, question, act, general }) {
  const current = () => document.activeElement?.closest?.(".board-card")?.dataset.key ?? null;

  document.addEventListener("keydown", (event) => {
    if (document.querySelector("dialog[open]") || event.defaultPrevented) return;
    const typing = Boolean(event.target.closest?.(TYPING));
    const action = actionOf(event, typing);
    if (!action || (event.repeat && !WAYS.has(action))) return; // a key held down moves on, but does nothing twice
    // Arrows also move between the choices of a radio button: only on the board do they mean cards.
    if (event.key.startsWith("Arrow") && !current()) return;
    const id = current();
    if (WAYS.has(action)) move(id, action);
    else if (general[action]) general[action](id);
    else if (id && mayDo(question(id), action)) act(action, id);
    else return;
    event.preventDefault();
  });
  return { current };
}
