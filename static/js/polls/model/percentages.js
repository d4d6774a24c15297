// Percentages of the parts of a whole. Pure.

/**
 * Returns for each count its share of their sum, rounded to whole percent by the method of the largest remainder.
 * The shares add up to 1. Of equal remainders the earlier one is rounded up. Without anybody, all shares are 0.
 */
export function wholePercents(counts) {
  const sum = counts.reduce((all, n) => all + n, 0);
  if (!sum) return counts.map(() => 0);
  const percents = counts.map((n) => Math.floor((100 * n) / sum));
  const missing = 100 - percents.reduce((all, each) => all + each, 0);
  const remainder = (index) => (100 * counts[index]) % sum; // of whole numbers, so equal ones are exactly equal
  const order = [...counts.keys()].sort((a, b) => remainder(b) - remainder(a) || a - b);
  for (const index of order.slice(0, missing)) percents[index] += 1;
  return percents.map((each) => each / 100);
}
