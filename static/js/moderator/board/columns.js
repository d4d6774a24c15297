// Which question stands in which column of the moderators' board, and in which order. No DOM.
import { folded } from "../../core/folding.js";

export const COLUMNS = ["waiting", "published", "answered", "declined"];

// A merged question lives on inside its target's card, so it stands in no column.
const COLUMN_OF = {
  pending: "waiting",
  published: "published",
  answering: "published",
  answered: "answered",
  declined: "declined",
  withdrawn: "declined",
};

export const columnOf = (question) => COLUMN_OF[question.status] ?? null;

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

/** Every word of the search stands somewhere in what a moderator can read on the card. */
export function matches(question, search) {
  if (!search) return true; // the usual case, for hundreds of cards at every vote
  const { name = "", sector = "", city = "" } = question.by ?? {};
  const card = folded(
    [question.text, question.original ?? "", ...Object.values(question.translations ?? {}), ...(question.labels ?? []),
      question.assigned_to ?? "", name, sector, city].join(" "),
  );
  return folded(search).split(" ").every((word) => card.includes(word));
}

/** {waiting: […], published: […], answered: […], declined: […]}, each in the order it is shown. */
export function columns(questions, search = "") {
  const board = { waiting: [], published: [], answered: [], declined: [] };
  for (const question of questions) {
    const column = columnOf(question);
    if (column && matches(question, search)) board[column].push(question);
  }
  for (const column of COLUMNS) board[column].sort(ORDER[column]);
  return board;
}

/** {target: [questions merged into it]}: a target's own `merged` names only those that were once public. */
export function mergedInto(questions) {
  const targets = new Map();
  for (const question of questions) {
    if (question.status !== "merged") continue;
    targets.set(question.into, [...(targets.get(question.into) ?? []), question]);
  }
  return targets;
}

/** What a question may be merged into: anything public but itself, most wanted first. */
export function mergeTargets(question, questions, search = "") {
  const { published, answered } = columns(questions.filter(({ id }) => id !== question.id), search);
  return [...published, ...answered];
}
