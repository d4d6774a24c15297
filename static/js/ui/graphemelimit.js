// Bound of a text field in graphemes. `maxlength` counts UTF-16 units: a name in emoji has a tenth of its room there.
import { firstGraphemes } from "../core/text.js";

/** Keeps the text of an input at `most` graphemes. It waits until a composition has ended. Returns the input. */
export function limitGraphemes(input, most) {
  function cut() {
    const kept = firstGraphemes(input.value, most);
    if (kept === input.value) return;
    const { selectionEnd } = input;
    input.value = kept;
    input.setSelectionRange(selectionEnd, selectionEnd);
  }
  input.addEventListener("input", (event) => event.isComposing || cut());
  input.addEventListener("compositionend", cut);
  return input;
}
