// Column chart of a rating or a scale: a column for each step, with its numbers on top.
import { h, set, write } from "../../ui/dom.js";
import { largestFit } from "../../core/largestfit.js";
import { percent, shortNumber } from "../../core/text.js";
import { chartRows } from "../model/chartdata.js";

/** Returns { element, update({poll}), fit(space, limits) }. */
export function columnChart() {
  const plot = h("ol.columns", { role: "list" });
  const low = h("span", { dir: "auto" });
  const high = h("span", { dir: "auto" });
  const ends = h("p.column-ends", {}, low, high);
  const element = h("div.column-chart", {}, plot, ends);

  function update({ poll }) {
    const rows = chartRows(poll);
    const most = Math.max(1e-9, ...rows.flatMap(({ values }) => values.map(({ share }) => share)));
    if (plot.children.length !== rows.length) plot.replaceChildren(...rows.map(({ label }) => h("li.column", {}, h("span.pillars"), h("span.step", {}, label))));
    rows.forEach(({ values }, index) => drawPillars(plot.children[index].firstChild, values, most));
    set(element, { "data-bare": !poll.results, "data-narrow": rows.length > 5 || rows[0]?.values.length > 1 });
    write(low, poll.low ?? "");
    write(high, poll.high ?? "");
    ends.hidden = !poll.low && !poll.high;
  }

  function fit(space, { low: least, high: largestSize }) {
    const fits = (size) => {
      element.style.fontSize = `${size}px`;
      return element.scrollWidth <= space.clientWidth && element.scrollHeight <= space.clientHeight;
    };
    fits(largestFit(fits, least, largestSize));
    return 0;
  }

  return { element, update, fit };
}

function drawPillars(pillars, values, most) {
  while (pillars.children.length > values.length) pillars.lastChild.remove();
  while (pillars.children.length < values.length) {
    pillars.append(h("span.pillar", {}, h("span.figure", {}, h("b"), h("span.share")), h("span.fill", { "aria-hidden": "true" })));
  }
  values.forEach(({ n, share, shown }, index) => {
    const pillar = pillars.children[index];
    set(pillar, { "data-earlier": index < values.length - 1 });
    pillar.style.setProperty("--share", String(share / most));
    write(pillar.querySelector("b"), shortNumber(n));
    write(pillar.querySelector(".share"), ` ${percent(shown)}`);
  });
}
