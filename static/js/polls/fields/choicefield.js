// Field with options to tick: one (radio buttons) or several (checkboxes). The whole row can be pressed.
import { h, set, write } from "../../ui/dom.js";
import { t } from "../../core/text.js";
import { maxTicks, tickHint } from "../model/answers.js";

let forms = 0;

/** @param {(draft) => void} changed  Returns { element, hint, update(poll, texts, draft) } */
export function choiceField(type, changed) {
  const several = type === "multiple";
  const name = `options-${++forms}`;
  const rows = new Map();
  const element = h(`div.options${type === "yesno" ? ".two" : ""}`);
  const state = h("p.small.quiet", { "aria-live": "polite" });
  element.addEventListener("change", () => {
    const ticked = [...rows].filter(([, { input }]) => input.checked).map(([id]) => id);
    changed(several ? ticked : (ticked[0] ?? null));
  });

  function row(id) {
    const input = h("input", { type: several ? "checkbox" : "radio", name, value: id });
    const text = h("span", { dir: "auto" });
    const made = { input, text, element: h("label.option", {}, input, text) };
    rows.set(id, made);
    return made;
  }

  function update(poll, { options, lang }, draft) {
    for (const [id, { element: gone }] of rows) {
      if (options.some((option) => option.id === id)) continue;
      gone.remove();
      rows.delete(id);
    }
    const ticked = several ? (draft ?? []) : [draft];
    const full = several && ticked.length >= maxTicks(poll);
    options.forEach(({ id, text }, index) => {
      const made = rows.get(id) ?? row(id);
      write(made.text, text);
      set(made.text, { lang: lang || null });
      set(made.input, { checked: ticked.includes(id), disabled: full && !ticked.includes(id) });
      if (element.children[index] !== made.element) element.insertBefore(made.element, element.children[index] ?? null);
    });
    if (several) write(state, full && maxTicks(poll) < options.length ? t("poll.tick.full", { n: ticked.length }) : "");
  }

  return { element: several ? h("div.several", {}, element, state) : element, hint: several ? tickHint : () => t("poll.hint.one"), update };
}
