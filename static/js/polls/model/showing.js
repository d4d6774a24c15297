// Which poll a screen shows. No DOM, no clock.
//
// The stage shows what happened last: a poll that opened takes it, and so does one that closed, with its results, even
// while others are open. Results stay until a question is taken: one being answered all along comes back only when it,
// or another, is taken again.

const latestFirst = (a, b) => since(b) - since(a) || (a.id < b.id ? 1 : -1);
const since = ({ state, opened_at, closed_at }) => Date.parse((state === "open" ? opened_at : closed_at ?? opened_at) ?? 0);
const inState = (polls, state) => polls.filter((poll) => poll.state === state && (state === "open" || poll.opened_at)).sort(latestFirst);

/**
 * `held`: what this returned last as `held`, kept over a reload; null at first.
 * Returns { poll, others, held }: `poll` null for none; `others`: how many more are open.
 */
export function stagePoll(held, polls, questions) {
  const question = questions.find(({ status }) => status === "answering")?.id ?? null;
  const open = inState(polls, "open");
  const away = held?.away ?? 0; // what closed until then was put away
  const results = inState(polls, "closed").find((poll) => since(poll) > Math.max(away, open[0] ? since(open[0]) : 0)) ?? null;
  const taken = held ? question && question !== held.question : results && takenSince(results, questions, question);
  if (results && !taken) return { poll: results, others: open.length, held: { away, question } };
  const [poll = null, ...others] = open;
  return { poll, others: others.length, held: { away: results ? since(results) : away, question } };
}

/** For a screen that was not there: as far as the questions themselves tell. */
const takenSince = (poll, questions, question) => question !== null || questions.some(({ answer }) => Date.parse(answer?.at) > since(poll));

/** The one a speaker looks at: open, else closed last; null before the first. */
export function latestPoll(polls) {
  return inState(polls, "open")[0] ?? inState(polls, "closed")[0] ?? null;
}

/** Why a screen shows no results yet: `null` if it does. */
export function whyNoResults(poll) {
  if (poll.results) return null;
  if (poll.show === "hand" || poll.revealed === false) return "hand";
  return "closed";
}
