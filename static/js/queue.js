// What comes next, for the speaker and the stage. No DOM.

const bigger = (a, b) => (a > b ? -1 : a < b ? 1 : 0);

/** Published questions: skipped last, else pinned first, then by votes. */
export function upNext(questions, count = Infinity) {
  return questions
    .filter((question) => question.status === "published")
    .sort((a, b) =>
      Number(!!a.skipped) - Number(!!b.skipped) ||
      Number(!!b.pinned) - Number(!!a.pinned) ||
      bigger(a.top, b.top) ||
      -bigger(a.id, b.id))
    .slice(0, count);
}

export const beingAnswered = (questions) => questions.find((question) => question.status === "answering") ?? null;
