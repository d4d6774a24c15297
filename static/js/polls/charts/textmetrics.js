// Size of words in the page's type. It is measured, since no rule of thumb fits Thai and German alike.

const AT_PX = 100;
const WEIGHT = 700;

/** Returns measure(word), which gives {width, height, up} of the ink at 1 px; `up`: from its top to the baseline. */
export function textMetrics(element) {
  const context = document.createElement("canvas").getContext("2d");
  context.font = `${WEIGHT} ${AT_PX}px ${getComputedStyle(element).fontFamily}`;
  const known = new Map();
  return function measure(word) {
    if (!known.has(word)) {
      const { width, actualBoundingBoxAscent: up, actualBoundingBoxDescent: down } = context.measureText(word);
      // At least the height of an "x": rows of flatter words would look crowded.
      known.set(word, { width: width / AT_PX, height: Math.max(up + down, AT_PX * 0.55) / AT_PX, up: up / AT_PX });
    }
    return known.get(word);
  };
}
