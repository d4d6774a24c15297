// Time left of a talk. Pure.

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * Returns {left: minutes}, {over: minutes}, or null: before the talk, a day after it, or if it has no end.
 */
export function timeLeft({ starts_at: start, ends_at: end }, nowMs) {
  const left = Date.parse(end) - nowMs;
  if (Number.isNaN(left) || left < -DAY_MS || Date.parse(start) > nowMs) return null;
  // Rounded down, so that a speaker never sees more time than there is.
  return left > 0 ? { left: Math.floor(left / MINUTE_MS) } : { over: Math.floor(-left / MINUTE_MS) };
}
