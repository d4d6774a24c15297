// What may be done with a question where it stands, for buttons and keys. No DOM.
import { BULK_COMMANDS, ENTRY_COMMANDS, QUESTION_FROM } from "../../core/moderation.js";

// All that a card offers, in the order in which it is offered. Each is a command on the question but for these:
const ACTIONS = [
  "publish", "take", "answered", "restore", "unmerge", "decline", "pin", "skip", "write", "edit", "merge", "label",
  "assign", "translate", "unpublish", "mute",
];
const COMMAND_OF = { write: "question.answered", mute: null };

// Allowed there, and of no use: what is settled has no queue to be pinned in, and nobody who has to answer it.
const USELESS = { answering: ["pin"], answered: ["pin", "assign"], declined: ["assign"], withdrawn: ["mute"], merged: ["mute"] };
// An open answer to a poll has the rules of a question, but nobody answers it and nobody knows whose it is.
const NOT_FOR_ENTRIES = ["translate", "mute"];

function isAllowed(action, { kind, status }) {
  const command = action in COMMAND_OF ? COMMAND_OF[action] : `question.${action}`;
  if (USELESS[status]?.includes(action) || (kind === "entry" && NOT_FOR_ENTRIES.includes(action))) return false;
  return !command || (QUESTION_FROM[command].includes(status) && (kind !== "entry" || ENTRY_COMMANDS.includes(command)));
}

// What a moderator needs most stands open on the card; the rest waits behind "More".
const AT_HAND = {
  pending: ["publish", "decline"],
  published: ["take", "answered"],
  answering: ["answered"],
  answered: ["restore"],
  declined: ["restore"],
};
const ENTRY_AT_HAND = { ...AT_HAND, published: ["decline"] };

/** Names of actions, `pin` and `mute` already turned into what they would do now. */
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

export function atHand(question, muted) {
  const all = actionsFor(question, muted);
  const first = ((question.kind === "entry" ? ENTRY_AT_HAND : AT_HAND)[question.status] ?? []).filter((action) => all.includes(action));
  return { first, more: all.filter((action) => !first.includes(action)) };
}

/** What may be done with all of several questions at once: only what the wire takes as `ids`. */
export const together = (questions) =>
  ["publish", "decline"].filter((action) => BULK_COMMANDS.includes(`question.${action}`) && questions.length > 0 && questions.every((each) => mayDo(each, action)));

// After these commands a question stands in another column: the keyboard goes on to the next card.
const LEAVING = new Set(["publish", "unpublish", "decline", "answered", "restore", "merge"].map((action) => `question.${action}`));
export const leaves = (command) => LEAVING.has(command);
