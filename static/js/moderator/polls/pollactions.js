// Actions on a poll by its state. Pure.
import { POLL_FROM, RESULTS_BY_HAND, RESULTS_SEEN_BY } from "../../core/moderation.js";

/** Returns polls in the moderators' order. Ties are sorted by id, so that everybody sees the same order. */
export const inOrder = (polls) => [...polls].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));

/** Returns which attendees see the results now: "everyone", "answered" (people who answered), or "nobody". */
export const audienceOf = ({ state, show, revealed }) => RESULTS_BY_HAND[revealed] ?? RESULTS_SEEN_BY[show][state];

const isClosed = ({ state }) => state === "closed";
const isSolved = ({ type, state }) => type === "quiz" && state === "closed"; // everybody has seen the right answer
const always = () => true;
const EXTEND_S = 30;

// Action → [the command that the rules must allow, or null; when the action is useful]. In display order.
const ACTIONS = {
  open: ["poll.open", ({ state }) => state === "draft"],
  close: ["poll.close", always],
  extend: ["poll.extend", ({ closes_at: end }) => Boolean(end)],
  reopen: ["poll.open", (poll) => isClosed(poll) && !isSolved(poll)],
  again: ["poll.open", isClosed],
  reveal: ["poll.reveal", (poll) => audienceOf(poll) !== "everyone"],
  hide: ["poll.hide", (poll) => audienceOf(poll) !== "nobody"],
  edit: ["poll.edit", always],
  strike: ["poll.strike", (poll) => isSolved(poll) && !poll.struck],
  unstrike: ["poll.strike", (poll) => isSolved(poll) && Boolean(poll.struck)],
  preview: [null, always],
  copy: ["poll.copy", always],
  up: ["poll.move", (poll, { index }) => index > 0],
  down: ["poll.move", (poll, { index, count }) => index < count - 1],
  results: [null, ({ state }) => state !== "draft"],
  unreset: ["poll.unreset", ({ resettable }) => Boolean(resettable)],
  reset: ["poll.reset", ({ ballots }) => ballots > 0],
  delete: ["poll.delete", always],
};

function isAllowed(poll, action, place) {
  const [command, isUseful] = ACTIONS[action];
  return (!command || POLL_FROM[command].includes(poll.state)) && isUseful(poll, place);
}

const PRIMARY = { draft: ["open", "edit"], open: ["close", "extend", "reveal", "hide"], closed: ["reveal", "hide", "again"] };

/** `place`: {index, count} among all polls. */
export const actionsFor = (poll, place) => Object.keys(ACTIONS).filter((action) => isAllowed(poll, action, place));
export const mayDo = (poll, action, place = { index: 0, count: 1 }) => Boolean(poll) && isAllowed(poll, action, place);

/** Returns { first, more }: the actions with a button on the row, and the others. */
export function splitActions(poll, place) {
  const all = actionsFor(poll, place);
  const named = (PRIMARY[poll.state] ?? []).filter((action) => all.includes(action));
  // If only people who answered see results, showing them to everybody is more likely than hiding them.
  const first = named.includes("reveal") ? named.filter((action) => action !== "hide") : named;
  return { first, more: all.filter((action) => !first.includes(action)) };
}

/** Returns [command, fields] of an action, or null if it opens a dialog. */
export function commandOf(action, { id }, { index } = {}) {
  if (action === "open" || action === "reopen") return ["poll.open", { id }];
  if (action === "again") return ["poll.open", { id, again: true }];
  if (action === "extend") return ["poll.extend", { id, seconds: EXTEND_S }];
  if (action === "strike" || action === "unstrike") return ["poll.strike", { id, on: action === "strike" }];
  if (action === "up" || action === "down") return ["poll.move", { id, to: index + (action === "up" ? -1 : 1) }];
  return ["close", "reveal", "hide", "copy", "reset", "unreset", "delete"].includes(action) ? [`poll.${action}`, { id }] : null;
}

/** Returns the first poll that was never open, or null. */
export const nextDraft = (polls) => inOrder(polls).find(({ state }) => state === "draft") ?? null;
/** Returns the poll to select by itself: the open one, else the next draft, else the last one. */
export const defaultPoll = (polls) => {
  const open = polls.filter(({ state }) => state === "open").sort((a, b) => ((a.opened_at ?? "") < (b.opened_at ?? "") ? 1 : -1));
  return open[0] ?? nextDraft(polls) ?? inOrder(polls).at(-1) ?? null;
};
