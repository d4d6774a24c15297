// A text as large as its space allows. It is measured in the page, since no rule of thumb fits Thai and German alike.
import { largestFit } from "../core/largestfit.js";

/**
 * `space` must get its size from the page and not from `text` inside it; limits(): {low, high} in px.
 * Returns fit(), to be called when the text has changed. It returns whether the text fits at all.
 */
export function fitText(space, text, limits) {
  const fits = (size) => {
    text.style.fontSize = `${size}px`;
    return text.scrollHeight <= space.clientHeight && text.scrollWidth <= space.clientWidth;
  };
  return function fit() {
    const { low, high } = limits();
    text.style.overflowWrap = "normal"; // a word that would have to be cut is too large
    if (fits(largestFit(fits, low, high))) return true;
    text.style.overflowWrap = "anywhere"; // a long address may be cut rather than leave the picture
    return fits(largestFit(fits, low, high));
  };
}

/** Calls fit() whenever the space has another size than fit() left it with. */
export function fitOnResize(space, fit) {
  const size = () => `${space.clientWidth}×${space.clientHeight}`;
  let fitted = "";
  new ResizeObserver(() => {
    if (size() === fitted) return;
    fit();
    fitted = size();
  }).observe(space);
}
