// The chart that suits a poll; the same one for as long as its poll is shown, so that it can move from old to new.
import { h } from "../../ui/dom.js";
import { t } from "../../core/text.js";
import { bars } from "./bars.js";
import { formOf } from "./chartview.js";
import { cloud } from "./cloud.js";
import { columns } from "./columns.js";
import { histogram } from "./histogram.js";
import { texts } from "./texts.js";

const MAKERS = { bars, columns, histogram, words: cloud, texts };
const MORE = { bars: "chart.more_options", words: "chart.more_words", texts: "chart.more_entries" };

/** Returns { element, update({poll, options, lang, entries}), fit(limits) → what found no room, in words }. */
export function chart() {
  const space = h("div.chart");
  let drawn = {};

  function update(view) {
    const { poll } = view;
    const form = formOf(poll);
    if (drawn.id !== poll.id || drawn.form !== form) {
      drawn = { id: poll.id, form, made: MAKERS[form]() };
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
