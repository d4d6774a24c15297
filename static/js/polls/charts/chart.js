// The chart of a poll. The same one is kept while the poll is shown, so that it can animate from old to new values.
import { h } from "../../ui/dom.js";
import { t } from "../../core/text.js";
import { barChart } from "./barchart.js";
import { formOf } from "../model/chartdata.js";
import { wordCloud } from "./wordcloud.js";
import { columnChart } from "./columnchart.js";
import { histogram } from "./histogram.js";
import { textList } from "./textlist.js";

const CHARTS = { bars: barChart, columns: columnChart, histogram, words: wordCloud, texts: textList };
const MORE = { bars: "chart.more_options", words: "chart.more_words", texts: "chart.more_entries" };

/** Returns { element, update({poll, options, lang, entries}), fit(limits) }. fit() returns what was left out, in words. */
export function chart() {
  const space = h("div.chart");
  let drawn = {};

  function update(view) {
    const { poll } = view;
    const form = formOf(poll);
    if (drawn.id !== poll.id || drawn.form !== form) {
      drawn = { id: poll.id, form, made: CHARTS[form]() };
      space.replaceChildren(drawn.made.element);
    }
    drawn.made.update(view);
  }

  function fit(limits) {
    const left = drawn.made?.fit(space, limits) ?? 0;
    return left > 0 ? t(MORE[drawn.form], { n: left }) : "";
  }

  return { element: space, update, fit };
}
