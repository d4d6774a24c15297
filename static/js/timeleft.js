// How much of a talk is left. No DOM, no clock.

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** {left: minutes} | {over: minutes} | null: nothing to say a day after the end, or without an end. */
export function timeLeft(endsAt, nowMs) {
  const left = Date.parse(endsAt) - nowMs;
  if (Number.isNaN(left) || left < -DAY_MS) return null;
  // Rounded so that a speaker is never told of more time than there is.
  return left > 0 ? { left: Math.floor(left / MINUTE_MS) } : { over: Math.floor(-left / MINUTE_MS) };
}
