// The leaderboard of the quizzes on the stage. Players with equal points have the same rank.
import { h } from "../ui/dom.js";
import { number, t } from "../core/text.js";
import { fitRows } from "../polls/charts/fitrows.js";

/** Returns { element, update(leaders or null), fit(limits) }. */
export function stageLeaderboard() {
  const list = h("ol", { role: "list" });
  const space = h("div.leader-space", {}, list);
  const players = h("p.quiet");
  const element = h("aside.leaders", { hidden: true, "aria-label": t("chart.leaders") }, h("h3", {}, t("chart.leaders")), space, players);
  let drawn = null;

  function update(item) {
    element.hidden = !item?.top?.length;
    if (element.hidden || drawn === item) return;
    drawn = item;
    list.replaceChildren(...item.top.map(({ rank, name, points }) =>
      h("li", { "data-first": rank === 1 }, h("span.rank", {}, number(rank)), h("span.leader-name", { dir: "auto" }, name), h("b.figure", {}, number(points)))));
    players.textContent = t("chart.players", { n: item.players });
  }

  const fit = (limits) => element.hidden || fitRows(list, space, { ...limits, high: Math.min(limits.high, limits.low * 1.3) });

  return { element, update, fit };
}
