// Columns of the moderators' board: which questions they hold, and in which order. Pure.
import { foldedForSearch } from "../../core/folding.js";

export const COLUMNS = ["waiting", "published", "answered", "declined"];

// A merged question is shown inside its target's card, so it has no column.
const COLUMN_OF = {
  pending: "waiting",
  published: "published",
  answering: "published",
  answered: "answered",
  declined: "declined",
  withdrawn: "declined",
};

const columnOf = (question) => COLUMN_OF[question.status] ?? null;

const smallerFirst = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const biggerFirst = (a, b) => smallerFirst(b, a);
const byId = (a, b) => smallerFirst(a.id, b.id);

const ORDER = {
  waiting: (a, b) => smallerFirst(Date.parse(a.asked_at), Date.parse(b.asked_at)) || smallerFirst(a.new, b.new) || byId(a, b),
  published: (a, b) =>
    biggerFirst(a.status === "answering", b.status === "answering") ||
    biggerFirst(a.top, b.top) ||
    byId(a, b),
  answered: (a, b) => biggerFirst(a.answer?.at ?? "", b.answer?.at ?? "") || byId(a, b),
  declined: (a, b) =>
    smallerFirst(a.status === "withdrawn", b.status === "withdrawn") || biggerFirst(a.new, b.new) || byId(a, b),
};

/** Whether each word of the search occurs in a text of the card. */
export function matches(question, search) {
  if (!search) return true; // the usual case, checked for hundreds of cards at every vote
  const { name = "", sector = "", city = "" } = question.by ?? {};
  const card = foldedForSearch(
    [question.text, question.original ?? "", ...Object.values(question.translations ?? {}), ...(question.labels ?? []),
      question.assigned_to ?? "", name, sector, city].join(" "),
  );
  return foldedForSearch(search).split(" ").every((word) => card.includes(word));
}

/** Returns {waiting: […], published: […], answered: […], declined: […]}, each in display order. */
export function columns(questions, search = "") {
  const board = { waiting: [], published: [], answered: [], declined: [] };
  for (const question of questions) {
    const column = columnOf(question);
    if (column && matches(question, search)) board[column].push(question);
  }
  for (const column of COLUMNS) board[column].sort(ORDER[column]);
  return board;
}

/** Returns a map from targets to the questions merged into them. A target's own `merged` names only public ones. */
export function mergedInto(questions) {
  const targets = new Map();
  for (const question of questions) {
    if (question.status !== "merged") continue;
    targets.set(question.into, [...(targets.get(question.into) ?? []), question]);
  }
  return targets;
}

/** Returns what a question may be merged into: all public questions but itself, in the order of the board. */
export function mergeTargets(question, questions, search = "") {
  const { published, answered } = columns(questions.filter(({ id }) => id !== question.id), search);
  return [...published, ...answered];
}
