// Key bindings of the moderators' page. Pure.

export const KEYS = [
  ["j", "down"], ["k", "up"], ["p", "publish"], ["d", "decline"], ["t", "take"], ["a", "answered"], ["n", "next"],
  ["e", "edit"], ["m", "merge"], ["l", "label"], ["x", "select"],
  ["v", "side"], ["o", "open_poll"], ["c", "close_poll"], ["r", "reveal_poll"], ["z", "undo"], ["/", "search"], ["?", "keys"],
];
const ACTION = new Map([...KEYS, ["ArrowDown", "down"], ["ArrowUp", "up"], ["ArrowLeft", "left"], ["ArrowRight", "right"]]);

/** Returns the Latin letter of a key, also with a Thai, Cyrillic … keyboard layout. */
function letter({ key, code = "", shiftKey = false }) {
  if (key.length > 1 || /^[\x20-\x7e]$/.test(key)) return key.length === 1 ? key.toLowerCase() : key;
  if (code === "Slash") return shiftKey ? "?" : "/";
  return /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : key;
}

/** Returns the action that a key is bound to, or null. While somebody types or composes, no key is bound. */
export function actionOf(event, typing = false) {
  if (typing || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return null;
  return ACTION.get(letter(event)) ?? null;
}

/** Returns the index of the choice that a digit key selects in a menu of `count` choices, or null. */
export function choiceOf({ key, code = "" }, count) {
  const digit = /^\d$/.test(key) ? Number(key) : Number(/^(?:Digit|Numpad)(\d)$/.exec(code)?.[1] ?? Number.NaN);
  return digit >= 1 && digit <= count ? digit - 1 : null;
}

/**
 * Returns the id that the focus moves to from `id`. `lists`: columns of ids as shown, from left to right. Without a
 * focused card it is the first card; at an edge it stays.
 */
export function neighbour(lists, id, direction) {
  const column = lists.findIndex((list) => list.includes(id));
  if (column < 0) return lists.find((list) => list.length > 0)?.[0] ?? null;
  const row = lists[column].indexOf(id);
  if (direction === "down") return lists[column][row + 1] ?? id;
  if (direction === "up") return lists[column][row - 1] ?? id;
  const way = direction === "left" ? -1 : 1;
  for (let next = column + way; lists[next]; next += way) {
    if (lists[next].length > 0) return lists[next][Math.min(row, lists[next].length - 1)];
  }
  return id;
}
