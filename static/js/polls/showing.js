// Which poll a screen shows. No DOM, no clock.
//
// An open poll takes the stage, of several the one opened last. Closed, it stays with its results until a question is
// taken: one being answered all along comes back only when it, or another, is taken again.

const byOpening = (a, b) => openedAt(b) - openedAt(a) || (a.id < b.id ? 1 : -1);
const openedAt = (poll) => Date.parse(poll.opened_at ?? 0);
const opened = (polls, state) => polls.filter((poll) => poll.state === state && (state === "open" || poll.opened_at)).sort(byOpening);

/**
 * `held`: what this returned last as `held`, kept over a reload; null at first.
 * Returns { poll, others, held }: `poll` null for none; `others`: how many more are open.
 */
export function stagePoll(held, polls, questions) {
  const question = questions.find(({ status }) => status === "answering")?.id ?? null;
  const [open, ...more] = opened(polls, "open");
  const away = held?.away ?? 0; // what was opened until then was put away
  if (open) return { poll: open, others: more.length, held: { away, question } };
  const last = opened(polls, "closed").find((poll) => openedAt(poll) > away) ?? null;
  const taken = held ? question && question !== held.question : last && takenSince(last, questions, question);
  if (taken && last) return { poll: null, others: 0, held: { away: openedAt(last), question } };
  return { poll: last, others: 0, held: { away, question } };
}

/** For a screen that was not there: as far as the questions themselves tell. */
const takenSince = (poll, questions, question) => question !== null || questions.some(({ answer }) => Date.parse(answer?.at) > openedAt(poll));

/** The one a speaker looks at: open, else closed last; null before the first. */
export function latestPoll(polls) {
  return opened(polls, "open")[0] ?? opened(polls, "closed")[0] ?? null;
}

/** Why a screen shows no results yet: `null` if it does. */
export function whyNoResults(poll) {
  if (poll.results) return null;
  if (poll.show === "hand" || poll.revealed === false) return "hand";
  return "closed";
}
