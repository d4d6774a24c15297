// Search for the largest type that fits. It knows no DOM: the caller measures.

/** Returns the largest whole size in [low, high] for which fits(size) holds, or `low` if none does. */
export function largestFit(fits, low, high) {
  if (fits(high)) return high;
  let [works, fails] = [low, high];
  while (fails - works > 1) {
    const middle = Math.floor((works + fails) / 2);
    if (fits(middle)) works = middle;
    else fails = middle;
  }
  return works;
}
