// Field for a typed answer: a text, words for the cloud, a number.
import { h, set, write } from "../../ui/dom.js";
import { graphemes, number, t } from "../../core/text.js";
import { maxGraphemes } from "../model/answers.js";
import { plainText, readings } from "../model/numbers.js";

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
  const which = h("div.poll-send", { role: "group", "aria-label": t("poll.which_number"), hidden: true });
  const unit = h("span.unit", { dir: "auto" });
  const element = h("div.typed", {}, type === "estimate" ? h("div.with-unit", {}, field, unit) : field, below, which);
  let asked = null;

  /** Asks which number is meant where the text can mean two. A press writes the number so that it means one. */
  function askWhich(draft, unit) {
    if (draft === asked) return;
    asked = draft;
    const values = readings(draft, unit);
    which.hidden = values.length < 2;
    which.replaceChildren(...(which.hidden ? [] : values).map((value) => h("button.button.small", { type: "button", onclick: () => changed(plainText(value)) }, plainText(value))));
  }

  function update(poll, texts, draft) {
    if (field.value !== draft) field.value = draft;
    set(field, { "aria-label": texts.prompt });
    if (type === "estimate") {
      write(unit, poll.unit ?? "");
      write(below, understood(draft, poll.unit));
      return askWhich(draft, poll.unit);
    }
    const left = maxGraphemes(poll) - graphemes(draft.trim());
    write(below, left < 0 ? t("ask.over", { n: -left }) : left <= NEAR ? t("ask.left", { n: left }) : "");
    below.classList.toggle("bad", left < 0);
    set(field, { "aria-invalid": left < 0 ? "true" : null });
  }

  return { element, hint: (poll) => hint(type, poll), update };
}

/** Returns how a number was understood, if it was typed in another form, or a question where it can mean two. */
function understood(draft, unit) {
  const [value, other] = readings(draft, unit);
  if (other !== undefined) return t("poll.which_number");
  return value === undefined || draft.trim() === number(value) ? "" : t("poll.understood", { value: [number(value), unit].filter(Boolean).join(" ") });
}

function hint(type, { floor, ceiling }) {
  if (type !== "estimate") return t(`poll.hint.${type}`);
  if (floor !== undefined && ceiling !== undefined) return t("poll.hint.between", { low: floor, high: ceiling });
  if (floor !== undefined) return t("poll.hint.floor", { low: floor });
  return ceiling === undefined ? t("poll.hint.estimate") : t("poll.hint.ceiling", { high: ceiling });
}
