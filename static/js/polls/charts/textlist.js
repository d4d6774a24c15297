// Answers to a text poll, most votes first, as many as the screen holds.
import { h, icon, set, write } from "../../ui/dom.js";
import { isPublic, sorted } from "../../core/selectors.js";
import { shortNumber, t } from "../../core/text.js";
import { fitRows } from "./fitrows.js";
import { animateMoves } from "../../ui/animatemoves.js";

const MAX_SHOWN = 12; // more can't be read from a chair

/** Returns { element, update({entries}), fit(space, limits) }. fit() returns how many answers were left out. */
export function textList() {
  const known = new Map();
  const element = h("ol.texts", { role: "list" });
  let all = 0;

  function row(id) {
    const count = h("span");
    const votes = h("span.votes", { role: "img" }, icon("up"), count);
    const text = h("span.entry-text", { dir: "auto" });
    const made = { count, votes, text, element: h("li.text-row", {}, votes, text) };
    known.set(id, made);
    return made;
  }

  function update({ entries, most = MAX_SHOWN }) {
    const visible = sorted(entries.filter(({ status }) => isPublic(status)), "top");
    all = visible.length;
    const elements = visible.slice(0, most).map(({ id, text, votes, lang }) => {
      const made = known.get(id) ?? row(id);
      write(made.text, text);
      set(made.text, { lang: lang || null });
      write(made.count, shortNumber(votes));
      set(made.votes, { "aria-label": t("vote.votes", { n: votes }) });
      return made.element;
    });
    animateMoves(element, () => element.replaceChildren(...elements));
  }

  const fit = (space, limits) => fitRows(element, space, { ...limits, high: Math.min(limits.high, limits.low * 1.4) }, { cuts: false }) + all - element.children.length;

  return { element, update, fit };
}
