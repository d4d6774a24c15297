// Field for a rating or a scale: large numbers in a row, with words at both ends.
import { h, set, write } from "../../ui/dom.js";
import { number, t } from "../../core/text.js";
import { steps } from "../model/answers.js";

let forms = 0;

/** @param {(draft) => void} changed  Returns { element, hint, update(poll, texts, draft) } */
export function stepField(type, changed) {
  const name = `steps-${++forms}`;
  const inputs = new Map();
  const places = h(`div.steps.${type}`);
  const low = h("span", { dir: "auto" });
  const high = h("span", { dir: "auto" });
  const element = h("div", {}, places, h("div.ends.small.quiet", { "aria-hidden": "true" }, low, high));
  places.addEventListener("change", (event) => changed(Number(event.target.value)));

  function build(poll) {
    inputs.clear();
    const made = steps(poll).map((step) => {
      const input = h("input", { type: "radio", name, value: String(step) });
      inputs.set(step, input);
      return h("label.step", {}, input, h("span", {}, number(step)));
    });
    places.replaceChildren(...made);
    places.dataset.steps = made.length;
  }

  function update(poll, _texts, draft) {
    if (inputs.size !== steps(poll).length) build(poll);
    const [first, last] = ends(poll);
    write(low, first);
    write(high, last);
    // A screen reader reads the numbers one by one, so the first and the last say what they mean.
    set(inputs.get(1), { "aria-label": [number(1), first].filter(Boolean).join(", ") });
    set(inputs.get(inputs.size), { "aria-label": [number(inputs.size), last].filter(Boolean).join(", ") });
    for (const [step, input] of inputs) {
      set(input, { checked: step === draft });
      input.parentElement.toggleAttribute("data-below", type === "rating" && draft !== null && step <= draft);
    }
  }

  return { element, hint: (poll) => t("poll.hint.steps", { low: 1, high: poll.steps ?? 5 }), update };
}

/** Returns the words at both ends: the moderator's, or for a rating the page's own. */
function ends({ type, low, high }) {
  return type === "rating" ? [low || t("poll.rating.low"), high || t("poll.rating.high")] : [low ?? "", high ?? ""];
}
