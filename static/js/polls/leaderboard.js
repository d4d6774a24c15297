// The leaderboard of the quizzes on a phone, with one's own rank.
import { h } from "../ui/dom.js";
import { number, t } from "../core/text.js";

const SHOWN = 5;

/** Returns { element, update(leaders, player) }. `leaders`: the room's item; `player`: one's own {name, points, rank?}. */
export function leaderboard() {
  const list = h("ol.leaders", { role: "list" });
  const own = h("p.own-rank");
  const heading = h("h3", {}, t("quiz.leaders"));
  const element = h("section.leaderboard.card", { hidden: true, "aria-label": t("quiz.leaders") }, heading, own, list);
  let drawn = null;

  function update(leaders, player) {
    const key = JSON.stringify([leaders, player]);
    if (key === drawn) return;
    drawn = key;
    element.hidden = !leaders?.top?.length;
    if (element.hidden) return;
    const rank = ownRank(player, leaders);
    own.hidden = !rank;
    if (rank) own.textContent = rankText(rank, leaders);
    list.replaceChildren(...leaders.top.slice(0, SHOWN).map((leader) => row(leader, player)));
  }
  return { element, update };
}

/** Returns one's own {name, points, rank}, as the server told it or as the leaderboard has it, or null. */
export function ownRank(player, leaders) {
  if (player?.rank) return player;
  return (player?.name && leaders?.top?.find(({ name }) => name === player.name)) || null;
}

export const rankText = ({ name, points, rank }, { players }) => t("quiz.standing", { name, n: points, rank, players });

function row({ name, points, rank }, player) {
  return h("li", { "data-mine": player?.name === name },
    h("span.rank", {}, number(rank)), h("span.leader-name", { dir: "auto" }, name), h("span.leader-points", {}, t("poll.points", { n: points })));
}
