// A list as large as its space allows; when not even the least size lets all rows in, the ones that matter least go.
import { largest } from "../../core/fitting.js";

/**
 * `list` fills `space`, which has its size from the page. `expendable`: rows, the first to go first.
 * `shapes`: values of data-shape to try; the one with clearly the largest type wins, else the one that loses least.
 * Below `low` it goes, down to `floor`, only where a row or part of a label would be lost otherwise.
 * `cuts`: long labels may be cut to a line before any row goes. Returns how many rows had to go.
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
    if (fits(low)) return largest(fits, low, high);
    return fits(floor) ? largest(fits, floor, low) : 0;
  };
  const tried = shapes.map((shape) => ({ shape, size: largestIn(shape) }));
  const best = tried.reduce((a, b) => (b.size > a.size * 1.15 ? b : a));
  if (best.size) {
    fitsAt(best.size, best.shape);
    return 0;
  }
  list.toggleAttribute("data-tight", cuts);
  const lost = shapes.map((shape) => lose(shape));
  return lose(shapes[lost.indexOf(Math.min(...lost))]);

  /** As few as possible: how many is found by halves, as each look costs a layout. */
  function lose(shape) {
    const keep = largest((count) => {
      expendable.forEach((row, index) => (row.hidden = index < expendable.length - count));
      return fitsAt(floor, shape);
    }, 0, expendable.length);
    expendable.forEach((row, index) => (row.hidden = index < expendable.length - keep));
    return expendable.length - keep;
  }
}
