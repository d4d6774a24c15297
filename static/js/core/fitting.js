// Type as large as its space allows. No DOM: whoever calls says how to measure.

/** The largest whole size in [low, high] for which fits(size) holds; `low` when none does. */
export function largest(fits, low, high) {
  if (fits(high)) return high;
  let [works, fails] = [low, high];
  while (fails - works > 1) {
    const middle = Math.floor((works + fails) / 2);
    if (fits(middle)) works = middle;
    else fails = middle;
  }
  return works;
}
