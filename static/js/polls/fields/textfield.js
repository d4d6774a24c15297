// Field for a typed answer: a text, words for the cloud, a number.
import { h, set, write } from "../../ui/dom.js";
import { graphemes, lang, number, t } from "../../core/text.js";
import { maxGraphemes } from "../model/answers.js";
import { readNumber } from "../model/numbers.js";

const NEAR = 80; // characters left, from which on they are counted
let forms = 0;

/** @param {(draft) => void} changed  Returns { element, hint, update(poll, texts, draft) } */
export function textField(type, changed) {
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

  function update(poll, texts, draft) {
    if (field.value !== draft) field.value = draft;
    set(field, { "aria-label": texts.prompt });
    if (type === "estimate") {
      write(unit, poll.unit ?? "");
      return write(below, understood(draft, poll.unit));
    }
    const left = maxGraphemes(poll) - graphemes(draft.trim());
    write(below, left < 0 ? t("ask.over", { n: -left }) : left <= NEAR ? t("ask.left", { n: left }) : "");
    below.classList.toggle("bad", left < 0);
    set(field, { "aria-invalid": left < 0 ? "true" : null });
  }

  return { element, hint: (poll) => hint(type, poll), update };
}

/** Returns how a number was understood, if it was typed in another form: "1.234" is a thousand only in some languages. */
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
