// Time left of a timed poll, on this browser's clock. Pure. Times are in milliseconds.

/**
 * Returns when the poll closes, or null if it has no limit. `receipt`: {at, live}, when this browser received the
 * opening. `offsetMs`: how far this clock is ahead of the server's.
 */
export function endsAt(poll, receipt, offsetMs = 0) {
  if (!poll.limit_s || !poll.closes_at) return null;
  // A browser that received the opening itself has the whole time; the server's grace covers the transmission.
  if (receipt?.live) return receipt.at + poll.limit_s * 1000;
  return Date.parse(poll.closes_at) + offsetMs;
}

/** Returns the time that an answer to a quiz took. The server checks it against its own clock. */
export function tookMs(poll, receipt, offsetMs, now) {
  const end = endsAt(poll, receipt, offsetMs);
  return end === null ? undefined : Math.max(0, Math.round(now - (end - poll.limit_s * 1000)));
}

/** Returns the time left as "0:08", never below zero. */
export function countdown(leftMs) {
  const left = Math.max(0, Math.ceil(leftMs / 1000));
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
}
