// What may be done with a question where it stands: the wire's table of a question's life, for buttons and keys. No DOM.

const BY_STATUS = {
  pending: ["publish", "decline", "edit", "merge", "label", "assign", "translate", "mute"],
  published: [
    "take", "answered", "decline", "pin", "skip", "write", "edit", "merge", "label", "assign", "translate", "unpublish", "mute",
  ],
  answering: ["answered", "skip", "decline", "write", "edit", "label", "assign", "translate", "mute"],
  answered: ["restore", "edit", "label", "translate", "mute"],
  declined: ["restore", "edit", "label", "translate", "mute"],
  withdrawn: [],
  merged: ["unmerge"],
};

// An open answer to a poll has the rules of a question, but nobody answers it and nobody knows whose it is.
const ENTRY = {
  pending: ["publish", "decline", "edit", "label"],
  published: ["decline", "pin", "edit", "label", "unpublish"],
  declined: ["restore", "edit", "label"],
};

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
  return ((question.kind === "entry" ? ENTRY : BY_STATUS)[question.status] ?? [])
    .filter((action) => action !== "mute" || person)
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
  ["publish", "decline"].filter((action) => questions.length > 0 && questions.every((each) => mayDo(each, action)));

// After these commands a question stands in another column: the keyboard goes on to the next card.
const LEAVING = new Set(["publish", "unpublish", "decline", "answered", "restore", "merge"].map((action) => `question.${action}`));
export const leaves = (command) => LEAVING.has(command);
