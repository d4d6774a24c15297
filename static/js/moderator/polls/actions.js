// What a moderator may do with a poll where it stands, and which of it is at hand. No DOM.

/** Polls in the moderators' order; ids settle ties, so that everybody has the same order. */
export const inOrder = (polls) => [...polls].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));

/** Who sees its results now: "everyone", "answered" (who has answered), "nobody". */
export function seenBy({ state, show, revealed }) {
  if (revealed !== undefined && revealed !== null) return revealed ? "everyone" : "nobody";
  if (show === "always" || (state === "closed" && show !== "hand")) return "everyone";
  return state === "open" && show === "answered" ? "answered" : "nobody";
}

const hasLife = ({ state }) => state !== "draft";

// Name → whether it may be done now. The order is that of the list of actions.
const MAY = {
  open: ({ state }) => state === "draft",
  close: ({ state }) => state === "open",
  reopen: ({ state }) => state === "closed",
  again: ({ state }) => state === "closed",
  reveal: (poll) => hasLife(poll) && seenBy(poll) !== "everyone",
  hide: (poll) => hasLife(poll) && seenBy(poll) !== "nobody",
  edit: () => true,
  preview: () => true,
  copy: () => true,
  up: (poll, { index }) => index > 0,
  down: (poll, { index, count }) => index < count - 1,
  results: hasLife,
  unreset: ({ resettable }) => Boolean(resettable),
  reset: (poll) => hasLife(poll) && poll.ballots > 0,
  delete: () => true,
};
const AT_HAND = { draft: ["open", "edit"], open: ["close", "reveal", "hide"], closed: ["reveal", "hide", "again"] };

/** `place`: {index, count} among all polls. */
export const actionsFor = (poll, place) => Object.keys(MAY).filter((action) => MAY[action](poll, place));
export const mayDo = (poll, action, place = { index: 0, count: 1 }) => Boolean(poll) && MAY[action](poll, place);

export function atHand(poll, place) {
  const all = actionsFor(poll, place);
  const named = (AT_HAND[poll.state] ?? []).filter((action) => all.includes(action));
  // Where only those who answered see results, showing them to everybody is the likelier wish.
  const first = named.includes("reveal") ? named.filter((action) => action !== "hide") : named;
  return { first, more: all.filter((action) => !first.includes(action)) };
}

/** The command an action sends, or null if it has to ask or show something first. */
export function commandOf(action, { id }, { index } = {}) {
  if (action === "open" || action === "reopen") return ["poll.open", { id }];
  if (action === "again") return ["poll.open", { id, again: true }];
  if (action === "up" || action === "down") return ["poll.move", { id, to: index + (action === "up" ? -1 : 1) }];
  return ["close", "reveal", "hide", "copy", "reset", "unreset", "delete"].includes(action) ? [`poll.${action}`, { id }] : null;
}

/** The poll that a key would open when none was chosen: the first that was never open. */
export const nextUp = (polls) => inOrder(polls).find(({ state }) => state === "draft") ?? null;
/** Where the keyboard and the eye should be: what runs now, else what comes next, else what was last. */
export const natural = (polls) => {
  const open = polls.filter(({ state }) => state === "open").sort((a, b) => ((a.opened_at ?? "") < (b.opened_at ?? "") ? 1 : -1));
  return open[0] ?? nextUp(polls) ?? inOrder(polls).at(-1) ?? null;
};
