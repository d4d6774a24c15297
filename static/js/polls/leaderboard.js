// Who leads in the quizzes, and where oneself stands.
import { h } from "../ui/dom.js";
import { number, t } from "../core/text.js";

const FEW = 5;

/** `leaders`: the room's item; `player`: one's own {name, points, rank?}, if one plays. */
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
    const place = placeOf(player, leaders);
    own.hidden = !place;
    if (place) own.textContent = standing(place, leaders);
    const top = leaders.top.slice(0, FEW);
    list.replaceChildren(...top.map((one) => leader(one, player)));
  }
  return { element, update };
}

/** One's own points and rank: as told, or as they stand among the first, where a name is one player's. */
export function placeOf(player, leaders) {
  if (player?.rank) return player;
  return (player?.name && leaders?.top?.find(({ name }) => name === player.name)) || null;
}

export const standing = ({ name, points, rank }, { players }) => t("quiz.standing", { name, n: points, rank, players });

function leader({ name, points, rank }, player) {
  return h("li", { "data-mine": player?.name === name },
    h("span.rank", {}, number(rank)), h("span.leader-name", { dir: "auto" }, name), h("span.leader-points", {}, t("poll.points", { n: points })));
}
