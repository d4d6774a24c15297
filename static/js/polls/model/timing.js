// How long a timed poll still takes answers, on this browser's clock. Pure: moments are milliseconds.

/**
 * `receipt`: {at, live}, when this browser heard of the opening; `ahead`: how far its clock is before the server's.
 * Returns null for a poll without a limit.
 */
export function endsAt(poll, receipt, ahead = 0) {
  if (!poll.limit_s || !poll.closes_at) return null;
  // Who heard the opening itself has the whole time, whatever the clock says; the server's grace covers the way here.
  if (receipt?.live) return receipt.at + poll.limit_s * 1000;
  return Date.parse(poll.closes_at) + ahead;
}

/** What an answer to a quiz claims: the server holds it against its own clock. */
export function tookMs(poll, receipt, ahead, now) {
  const end = endsAt(poll, receipt, ahead);
  return end === null ? undefined : Math.max(0, Math.round(now - (end - poll.limit_s * 1000)));
}

/** "0:08", never less than nothing. */
export function countdown(leftMs) {
  const left = Math.max(0, Math.ceil(leftMs / 1000));
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
}
