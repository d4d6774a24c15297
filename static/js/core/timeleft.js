// How much of a talk is left. No DOM, no clock.

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** {left: minutes} | {over: minutes} | null: nothing to say before the talk, a day after it, or without an end. */
export function timeLeft({ starts_at: start, ends_at: end }, nowMs) {
  const left = Date.parse(end) - nowMs;
  if (Number.isNaN(left) || left < -DAY_MS || Date.parse(start) > nowMs) return null;
  // Rounded so that a speaker is never told of more time than there is.
  return left > 0 ? { left: Math.floor(left / MINUTE_MS) } : { over: Math.floor(-left / MINUTE_MS) };
}
