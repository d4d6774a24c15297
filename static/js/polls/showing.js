// Which poll a screen shows. No DOM, no clock.
//
// An open poll takes the stage, of several the one opened last. Closed, it stays with its results until a question is
// taken: one being answered all along comes back only when it, or another, is taken again.

const byOpening = (a, b) => Date.parse(b.opened_at ?? 0) - Date.parse(a.opened_at ?? 0) || (a.id < b.id ? 1 : -1);
const opened = (polls, state) => polls.filter((poll) => poll.state === state && (state === "open" || poll.opened_at)).sort(byOpening);

/**
 * `held`: what this returned last as `held` (null at first, kept over a reload); `now`: the question being answered or null.
 * Returns { poll, others, held }: `poll` null for none; `others`: how many more are open.
 */
export function stagePoll(held, polls, now) {
  const open = opened(polls, "open");
  const question = now?.id ?? null;
  if (open.length) return { poll: open[0], others: open.length - 1, held: { poll: open[0].id, question } };
  const poll = held && (polls.find(({ id, state }) => id === held.poll && state === "closed") ?? null);
  if (!poll || (question && question !== held.question)) return { poll: null, others: 0, held: null };
  return { poll, others: 0, held: { poll: poll.id, question } };
}

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
