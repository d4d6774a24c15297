// A list as large as its space allows. If not all rows fit at the least size, the least important ones are left out.
import { largestFit } from "../../core/largestfit.js";

/**
 * `list` fills `space`, which has its size from the page. `expendable`: rows, the first to be left out first.
 * `shapes`: values of data-shape to try. The one with clearly the largest type wins, else the one that loses fewest rows.
 * The type gets smaller than `low`, down to `floor`, only if a row or part of a label would be lost otherwise.
 * `cuts`: long labels may be cut to one line before a row is left out. Returns how many rows were left out.
 */
export function fitRows(list, space, { low, floor = low, high }, { expendable = [...list.children].reverse(), shapes = [""], cuts = true } = {}) {
  for (const row of list.children) row.hidden = false;
  list.removeAttribute("data-tight");
  const inside = () => list.scrollHeight <= space.clientHeight && list.scrollWidth <= space.clientWidth;
  const fitsAt = (size, shape) => {
    list.dataset.shape = shape;
    list.style.fontSize = `${size}px`;
    return inside();
  };
  const largestIn = (shape) => {
    const fits = (size) => fitsAt(size, shape);
    if (fits(low)) return largestFit(fits, low, high);
    return fits(floor) ? largestFit(fits, floor, low) : 0;
  };
  const tried = shapes.map((shape) => ({ shape, size: largestIn(shape) }));
  const best = tried.reduce((a, b) => (b.size > a.size * 1.15 ? b : a));
  if (best.size) {
    fitsAt(best.size, best.shape);
    return 0;
  }
  list.toggleAttribute("data-tight", cuts);
  const leftOut = shapes.map((shape) => leaveOut(shape));
  return leaveOut(shapes[leftOut.indexOf(Math.min(...leftOut))]);

  /** Leaves out as few rows as possible. A binary search finds how many, as each try costs a layout. */
  function leaveOut(shape) {
    const keep = largestFit((count) => {
      expendable.forEach((row, index) => (row.hidden = index < expendable.length - count));
      return fitsAt(floor, shape);
    }, 0, expendable.length);
    expendable.forEach((row, index) => (row.hidden = index < expendable.length - keep));
    return expendable.length - keep;
  }
}
