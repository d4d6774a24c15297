// A text as large as its space allows, measured in the page: no rule of thumb knows Thai and German alike.
import { largest } from "../core/fitting.js";

/**
 * `space` must get its size from the page and not from `text` inside it; limits(): {low, high} in px.
 * Returns fit(), to be called when the text has changed; it says whether the text fits at all.
 */
export function fitted(space, text, limits) {
  const fits = (size) => {
    text.style.fontSize = `${size}px`;
    return text.scrollHeight <= space.clientHeight && text.scrollWidth <= space.clientWidth;
  };
  return function fit() {
    const { low, high } = limits();
    text.style.overflowWrap = "normal"; // a word that would have to be cut is too large
    if (fits(largest(fits, low, high))) return true;
    text.style.overflowWrap = "anywhere"; // a long address may be cut rather than run out of the picture
    return fits(largest(fits, low, high));
  };
}

/** Calls fit() whenever the space has another size than fit() left it with. */
export function fitOnResize(space, fit) {
  const size = () => `${space.clientWidth}×${space.clientHeight}`;
  let left = "";
  new ResizeObserver(() => {
    if (size() === left) return;
    fit();
    left = size();
  }).observe(space);
}
