// The moderators' keyboard: which key means what. No DOM.

export const KEYS = [
  ["j", "down"], ["k", "up"], ["p", "publish"], ["d", "decline"], ["t", "take"], ["a", "answered"], ["n", "next"],
  ["e", "edit"], ["m", "merge"], ["l", "label"], ["x", "select"],
  ["v", "side"], ["o", "open_poll"], ["c", "close_poll"], ["r", "reveal_poll"], ["z", "undo"], ["/", "search"], ["?", "keys"],
];
const ACTION = new Map([...KEYS, ["ArrowDown", "down"], ["ArrowUp", "up"], ["ArrowLeft", "left"], ["ArrowRight", "right"]]);

/** The letter printed on the key for those who write Thai, Cyrillic … and have left their own layout on. */
function letter({ key, code = "", shiftKey = false }) {
  if (key.length > 1 || /^[\x20-\x7e]$/.test(key)) return key.length === 1 ? key.toLowerCase() : key;
  if (code === "Slash") return shiftKey ? "?" : "/";
  return /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : key;
}

/** The name of what the key asks for, or null. While someone types or composes, keys are only letters. */
export function actionOf(event, typing = false) {
  if (typing || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return null;
  return ACTION.get(letter(event)) ?? null;
}

/** In the open menu of reasons a digit chooses: its index, or null. */
export function choiceOf({ key, code = "" }, count) {
  const digit = /^\d$/.test(key) ? Number(key) : Number(/^(?:Digit|Numpad)(\d)$/.exec(code)?.[1] ?? Number.NaN);
  return digit >= 1 && digit <= count ? digit - 1 : null;
}

/**
 * Where the keyboard goes from `id`: lists are columns of ids as shown, top to bottom, left to right.
 * From nowhere, the first card there is; at an edge it stays.
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
