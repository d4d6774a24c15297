// What a moderator may do with a poll where it stands, and which of it is at hand. No DOM.
import { POLL_FROM, RESULTS_BY_HAND, RESULTS_SEEN_BY } from "../../core/moderation.js";

/** Polls in the moderators' order; ids settle ties, so that everybody has the same order. */
export const inOrder = (polls) => [...polls].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));

/** Who of the attendees sees its results now: "everyone", "answered" (those who have answered), "nobody". */
export const seenBy = ({ state, show, revealed }) => RESULTS_BY_HAND[revealed] ?? RESULTS_SEEN_BY[show][state];

const isClosed = ({ state }) => state === "closed";
const always = () => true;

// Action → the command that the rules must allow, or null; and when it is of use. The order is that of the list of actions.
const MAY = {
  open: ["poll.open", ({ state }) => state === "draft"],
  close: ["poll.close", always],
  reopen: ["poll.open", isClosed],
  again: ["poll.open", isClosed],
  reveal: ["poll.reveal", (poll) => seenBy(poll) !== "everyone"],
  hide: ["poll.hide", (poll) => seenBy(poll) !== "nobody"],
  edit: ["poll.edit", always],
  preview: [null, always],
  copy: ["poll.copy", always],
  up: ["poll.move", (poll, { index }) => index > 0],
  down: ["poll.move", (poll, { index, count }) => index < count - 1],
  results: [null, ({ state }) => state !== "draft"],
  unreset: ["poll.unreset", ({ resettable }) => Boolean(resettable)],
  reset: ["poll.reset", ({ ballots }) => ballots > 0],
  delete: ["poll.delete", always],
};

function may(poll, action, place) {
  const [command, isOfUse] = MAY[action];
  return (!command || POLL_FROM[command].includes(poll.state)) && isOfUse(poll, place);
}

const AT_HAND = { draft: ["open", "edit"], open: ["close", "reveal", "hide"], closed: ["reveal", "hide", "again"] };

/** `place`: {index, count} among all polls. */
export const actionsFor = (poll, place) => Object.keys(MAY).filter((action) => may(poll, action, place));
export const mayDo = (poll, action, place = { index: 0, count: 1 }) => Boolean(poll) && may(poll, action, place);

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
