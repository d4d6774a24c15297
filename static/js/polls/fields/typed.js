// Answers that are typed: a text, a word for the cloud, a number.
import { h, set, write } from "../../ui/dom.js";
import { graphemes, lang, number, t } from "../../core/text.js";
import { longest } from "../model/answers.js";
import { readNumber } from "../model/numbers.js";

const NEAR = 80; // so few characters left: say how many
let forms = 0;

/** @param {(draft) => void} changed  Returns { element, hint, update(poll, worded, draft) } */
export function typed(type, changed) {
  const id = `typed-${++forms}`;
  const below = h("p.small.quiet.below", { id, "aria-live": "polite" });
  const field = h(type === "text" ? "textarea" : "input", {
    ...(type === "text" ? { rows: 3 } : { autocomplete: "off", enterkeyhint: "send" }),
    ...(type === "estimate" ? { inputmode: "decimal" } : { dir: "auto" }),
    "aria-describedby": id,
    oninput: () => changed(field.value),
  });
  const unit = h("span.unit", { dir: "auto" });
  const element = h("div.typed", {}, type === "estimate" ? h("div.with-unit", {}, field, unit) : field, below);

  function update(poll, worded, draft) {
    if (field.value !== draft) field.value = draft;
    set(field, { "aria-label": worded.prompt });
    if (type === "estimate") {
      write(unit, poll.unit ?? "");
      return write(below, understood(draft, poll.unit));
    }
    const left = longest(poll) - graphemes(draft.trim());
    write(below, left < 0 ? t("ask.over", { n: -left }) : left <= NEAR ? t("ask.left", { n: left }) : "");
    below.classList.toggle("bad", left < 0);
    set(field, { "aria-invalid": left < 0 ? "true" : null });
  }

  return { element, hint: (poll) => hint(type, poll), update };
}

/** "1.234" is a thousand to some and a little more than one to others: say which it is here. */
function understood(draft, unit) {
  const value = readNumber(draft, lang());
  return value === null || draft.trim() === number(value) ? "" : t("poll.understood", { value: [number(value), unit].filter(Boolean).join(" ") });
}

function hint(type, { floor, ceiling }) {
  if (type !== "estimate") return t(`poll.hint.${type}`);
  if (floor !== undefined && ceiling !== undefined) return t("poll.hint.between", { low: floor, high: ceiling });
  if (floor !== undefined) return t("poll.hint.floor", { low: floor });
  return ceiling === undefined ? t("poll.hint.estimate") : t("poll.hint.ceiling", { high: ceiling });
}
