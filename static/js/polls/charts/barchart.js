// Bar chart: a row for each option with its numbers; one bar for each round, earlier ones hatched.
import { h, icon, set, write } from "../../ui/dom.js";
import { t } from "../../core/text.js";
import { chartRows } from "../model/chartdata.js";
import { fitRows } from "./fitrows.js";
import { animateMoves } from "../../ui/animatemoves.js";

/** Returns { element, update({poll, options, lang}), fit(space, limits) }. fit() returns how many rows were left out. */
export function barChart() {
  const known = new Map();
  const element = h("ol.bars", { role: "list" });
  let shown = [];
  let fitted = null;
  let left = 0; // rows left out

  function row(id) {
    const label = h("span.bar-label", { dir: "auto" });
    const mark = h("span.bar-mark", { hidden: true }, icon("tick"), t("chart.right"));
    const lines = h("span.bar-lines");
    const made = { label, mark, lines, element: h("li.bar-row", { "data-key": id }, h("span.bar-words", {}, label, mark), lines) };
    known.set(id, made);
    return made;
  }

  function update({ poll, options, lang, most = Infinity }) {
    shown = chartRows(poll, options).slice(0, most);
    const judged = shown.some(({ right }) => right);
    const elements = shown.map(({ id, label, right, values }) => {
      const made = known.get(id) ?? row(id);
      write(made.label, label);
      set(made.label, { lang: lang || null });
      set(made.element, { "data-right": right, "data-wrong": judged && !right });
      made.mark.hidden = !right;
      drawLines(made.lines, values);
      return made.element;
    });
    set(element, { "data-bare": !poll.results });
    const same = elements.length === element.children.length && elements.every((one, index) => one === element.children[index]);
    if (!same) animateMoves(element, () => element.replaceChildren(...elements));
  }

  /** Measuring takes many layouts, so it is done only if the space that rows need may have changed. */
  function fit(space, limits) {
    const rows = shown.map(({ label, right, values }) => [label, right, values.map(({ figures }) => figures.length)]);
    const key = JSON.stringify([rows, limits, space.clientWidth, space.clientHeight]);
    if (key === fitted && !left) return 0;
    fitted = key;
    left = fitAnew(space, limits);
    return left;
  }

  function fitAnew(space, limits) {
    const count = ({ values }) => values.at(-1)?.n ?? 0;
    // Rows with the fewest answers are left out first; among equals the last.
    const expendable = [...shown].map((one, index) => ({ one, index })).sort((a, b) => count(a.one) - count(b.one) || b.index - a.index);
    const bare = element.hasAttribute("data-bare");
    const once = shown.every(({ values }) => values.length <= 1); // two columns have no space for several rounds
    const shapes = [!bare && "inline", "stacked", once && "two"].filter(Boolean);
    return fitRows(element, space, limits, { shapes, expendable: expendable.map(({ one }) => known.get(one.id).element) });
  }

  return { element, update, fit };
}

function drawLines(lines, values) {
  while (lines.children.length > values.length) lines.lastChild.remove();
  while (lines.children.length < values.length) {
    lines.append(h("span.bar-line", {}, h("span.track", { "aria-hidden": "true" }, h("span.fill")), h("span.figure")));
  }
  values.forEach(({ share, figures }, index) => {
    const line = lines.children[index];
    set(line, { "data-earlier": index < values.length - 1 });
    line.querySelector(".fill").style.setProperty("--share", String(Math.min(1, share)));
    write(line.lastChild, figures);
  });
}
