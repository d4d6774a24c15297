// Choice of the poll that a screen shows. Pure.
//
// The stage shows what happened last: a poll takes it when it opens, and again when it closes, with its results, even
// while others are open. Results stay until a question is taken. A question that was being answered all along comes
// back only when it, or another one, is taken again.

const latestFirst = (a, b) => changedAt(b) - changedAt(a) || (a.id < b.id ? 1 : -1);
const changedAt = ({ state, opened_at, closed_at }) => Date.parse((state === "open" ? opened_at : closed_at ?? opened_at) ?? 0);
const inState = (polls, state) => polls.filter((poll) => poll.state === state && (state === "open" || poll.opened_at)).sort(latestFirst);

/**
 * `memory`: the memory that the last call returned, kept over a reload; null at first.
 * Returns { poll, others, memory }. `poll` is null if there is none to show; `others`: how many more are open.
 */
export function pollForStage(memory, polls, questions) {
  const question = questions.find(({ status }) => status === "answering")?.id ?? null;
  const open = inState(polls, "open");
  const away = memory?.away ?? 0; // results of polls that closed until then were put away
  const results = inState(polls, "closed").find((poll) => changedAt(poll) > Math.max(away, open[0] ? changedAt(open[0]) : 0)) ?? null;
  const taken = memory ? question && question !== memory.question : results && wasTakenSince(results, questions, question);
  if (results && !taken) return { poll: results, others: open.length, memory: { away, question } };
  const [poll = null, ...others] = open;
  return { poll, others: others.length, memory: { away: results ? changedAt(results) : away, question } };
}

/** Without a memory, whether a question was taken is known only as far as the questions tell. */
const wasTakenSince = (poll, questions, question) => question !== null || questions.some(({ answer }) => Date.parse(answer?.at) > changedAt(poll));

/** Returns the open poll, else the one that closed last, or null. */
export function pollForSpeaker(polls) {
  return inState(polls, "open")[0] ?? inState(polls, "closed")[0] ?? null;
}

/** Returns null if a screen shows results, else why not: "hand" (the moderators decide) or "closed" (once it is closed). */
export function whyNoResults(poll) {
  if (poll.results) return null;
  if (poll.show === "hand" || poll.revealed === false) return "hand";
  return "closed";
}
