// How large words are in the type of the page: measured, as no rule of thumb knows Thai and German alike.

const AT_PX = 100;
const WEIGHT = 700;

/** Returns measure(word) → {width, height, up} of the ink at a size of 1 px; `up`: from its top to the line it stands on. */
export function wordMeasure(element) {
  const context = document.createElement("canvas").getContext("2d");
  context.font = `${WEIGHT} ${AT_PX}px ${getComputedStyle(element).fontFamily}`;
  const known = new Map();
  return function measure(word) {
    if (!known.has(word)) {
      const { width, actualBoundingBoxAscent: up, actualBoundingBoxDescent: down } = context.measureText(word);
      // No word is flatter than an "x": rows of them would look crowded.
      known.set(word, { width: width / AT_PX, height: Math.max(up + down, AT_PX * 0.55) / AT_PX, up: up / AT_PX });
    }
    return known.get(word);
  };
}
