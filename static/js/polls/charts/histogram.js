// Histogram of estimates. Bands on the same axis show the middle half of each round and its median.
import { h, set, write } from "../../ui/dom.js";
import { number, rounded } from "../../core/text.js";
import { bins } from "../model/results.js";
import { withUnit, shownRounds } from "../model/chartdata.js";

/** Returns { element, update({poll}), fit(space, limits) }. */
export function histogram() {
  const plot = h("div.plot", { "aria-hidden": "true" });
  const axis = h("p.axis", {}, h("span"), h("span"));
  const bands = h("ol.bands", { role: "list" });
  const element = h("div.histogram", {}, plot, axis, bands);

  function update({ poll }) {
    const rounds = shownRounds(poll).filter(({ results }) => results.n);
    const columns = bins(poll.results ?? {});
    set(element, { "data-bare": !rounds.length });
    if (!rounds.length) return;
    const every = rounds.flatMap(({ results }) => bins(results));
    const from = Math.min(...every.map((bin) => bin.from));
    const to = Math.max(...every.map((bin) => bin.to));
    const across = (value) => (to > from ? (100 * (value - from)) / (to - from) : 50);
    drawColumns(plot, columns, across);
    write(axis.firstChild, withUnit(poll, from));
    write(axis.lastChild, to > from ? withUnit(poll, to) : "");
    drawBands(bands, rounds, poll, across);
  }

  function fit(_space, { floor: low }) {
    element.style.fontSize = `${low}px`;
    const room = (plot.firstChild?.clientWidth ?? 0) / low;
    set(plot, { "data-figures": room > 2.1 ? "all" : "most" });
    return 0;
  }

  return { element, update, fit };
}

function drawColumns(plot, columns, across) {
  const most = Math.max(1, ...columns.map(({ n }) => n));
  while (plot.children.length > columns.length) plot.lastChild.remove();
  while (plot.children.length < columns.length) plot.append(h("span.bin", {}, h("span.figure"), h("span.fill")));
  const highest = columns.findIndex(({ n }) => n === most);
  columns.forEach(({ from, to, n }, index) => {
    const bin = plot.children[index];
    bin.style.left = `${across(from)}%`;
    bin.style.width = to > from ? `${across(to) - across(from)}%` : "6%";
    bin.style.setProperty("--share", String(n / most));
    set(bin, { "data-most": index === highest });
    write(bin.firstChild, n ? number(n) : "");
  });
}

/** Draws the rounds in order. Each is numbered if there are several. */
function drawBands(bands, rounds, poll, across) {
  const made = rounds.map(({ round, results: { q1, median, q3 } }, index) => {
    const box = h("span.middle-half");
    const mark = h("span.median", {}, h("span.median-text", {}, [rounds.length > 1 && `${number(round)}:`, rounded(median)].filter(Boolean).join(" ")));
    box.style.left = `${across(q1)}%`;
    box.style.width = `${across(q3) - across(q1)}%`;
    mark.style.left = `${across(median)}%`;
    set(mark, { "data-side": across(median) > 80 ? "end" : null });
    return h("li.band", { "data-earlier": index < rounds.length - 1 }, box, mark);
  });
  bands.replaceChildren(...made);
}
