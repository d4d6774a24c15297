// Actions on a question by its status, for buttons and keys. Pure.
import { BULK_COMMANDS, ENTRY_COMMANDS, QUESTION_FROM } from "../../core/moderation.js";

// All actions that a card offers, in display order. Each is a command on the question, but for those in COMMAND_OF.
const ACTIONS = [
  "publish", "take", "answered", "restore", "unmerge", "decline", "pin", "skip", "write", "edit", "merge", "label",
  "assign", "translate", "unpublish", "mute",
];
const COMMAND_OF = { write: "question.answered", mute: null };

// Allowed but useless: a settled question has no queue to be pinned in, and nobody has to answer it.
const USELESS = { answering: ["pin"], answered: ["pin", "assign"], declined: ["assign"], withdrawn: ["mute"], merged: ["mute"] };
// An entry (an answer to a text poll) follows the rules of a question, but its author is unknown.
const NOT_FOR_ENTRIES = ["translate", "mute"];

function isAllowed(action, { kind, status }) {
  const command = action in COMMAND_OF ? COMMAND_OF[action] : `question.${action}`;
  if (USELESS[status]?.includes(action) || (kind === "entry" && NOT_FOR_ENTRIES.includes(action))) return false;
  return !command || (QUESTION_FROM[command].includes(status) && (kind !== "entry" || ENTRY_COMMANDS.includes(command)));
}

// The actions that have a button on the card. The others are behind "More".
const PRIMARY = {
  pending: ["publish", "decline"],
  published: ["take", "answered"],
  answering: ["answered"],
  answered: ["restore"],
  declined: ["restore"],
};
const ENTRY_PRIMARY = { ...PRIMARY, published: ["decline"] };

/** Returns the names of allowed actions. `pin` and `mute` become `unpin` and `unmute` where these apply. */
export function actionsFor(question, muted = []) {
  const person = question.by?.person;
  return ACTIONS.filter((action) => isAllowed(action, question) && (action !== "mute" || person))
    .map((action) => {
      if (action === "pin" && question.pinned) return "unpin";
      if (action === "mute" && muted.includes(person)) return "unmute";
      return action;
    });
}

export const mayDo = (question, action, muted) => actionsFor(question, muted).includes(action);

/** Returns { first, more }: the actions with a button on the card, and the others. */
export function splitActions(question, muted) {
  const all = actionsFor(question, muted);
  const first = ((question.kind === "entry" ? ENTRY_PRIMARY : PRIMARY)[question.status] ?? []).filter((action) => all.includes(action));
  return { first, more: all.filter((action) => !first.includes(action)) };
}

const BULK = ["publish", "decline"].filter((action) => BULK_COMMANDS.includes(`question.${action}`));

/** Returns the actions that all of these questions allow at once. */
export const bulkActions = (questions) => BULK.filter((action) => questions.length > 0 && questions.every((each) => mayDo(each, action)));

// Commands that move a question to another column. The keyboard focus then goes to the next card.
const LEAVING = new Set(["publish", "unpublish", "decline", "answered", "restore", "merge"].map((action) => `question.${action}`));
export const leavesColumn = (command) => LEAVING.has(command);
