// Results of a poll for moderators: compact, numbers first, visible also while attendees see none.
import { arrange, h, write } from "../../../ui/dom.js";
import { number, percent, rounded, t } from "../../../core/text.js";
import { mean, rounds, rows } from "../../../polls/model/results.js";
import { WordChips } from "./wordchips.js";
import { EntryCards } from "./entrycards.js";

const LEADERS = 5;

export class LiveResults {
  #rows = new Map();

  /** curate(id) opens the dialog for words; `entry`: the handlers of EntryCards; hidePlayer(name, on). */
  constructor({ curate, entry, hidePlayer }) {
    this.hidePlayer = hidePlayer;
    this.facts = h("p.poll-figures");
    this.list = h("ol.bars", { role: "list" });
    this.words = new WordChips(curate);
    this.entries = new EntryCards(entry);
    this.leaders = h("ol.leaders", { role: "list" });
    this.board = h("section.part", { hidden: true }, h("h3.small", {}, t("polldesk.leaders")), this.leaders);
    this.element = h("div.poll-results", {}, this.facts, this.list, this.words.element, this.entries.element, this.board);
  }

  update(poll, entries, leaders = null) {
    this.#drawLeaders(poll.type === "quiz" && poll.state === "closed" ? (leaders?.top ?? []) : []);
    const options = poll.type === "yesno" ? poll.options.map(({ id }) => ({ id, text: t(`polldesk.${id}`) })) : poll.options;
    this.words.update(poll.type === "words" && poll.state !== "draft" ? poll : null);
    this.entries.update(poll.type === "text" ? entries : []);
    const named = poll.state === "draft" ? options.map(({ id, text }) => ({ id, label: text })) : poll.type === "words" ? [] : rows(poll, { options });
    this.#draw(poll, named);
    write(this.facts, figures(poll));
    this.facts.hidden = !this.facts.textContent;
  }

  /** Draws the leaders after all quizzes so far. */
  #drawLeaders(top) {
    this.board.hidden = !top.length;
    this.leaders.replaceChildren(...top.slice(0, LEADERS).map((leader) => this.#leader(leader)));
  }

  /** A hidden nickname is crossed out here, and shown nowhere else. */
  #leader({ rank, name, points, hidden }) {
    const said = hidden ?? name;
    const does = t(hidden ? "polldesk.name_show" : "polldesk.name_hide");
    return h("li.leader", {}, h("span", {}, number(rank)), h(hidden ? "s" : "span", { dir: "auto" }, said), h("b", {}, t("polldesk.points", { n: points })),
      h("button.button.plain.small", { type: "button", "aria-label": `${does}: ${said}`, onclick: () => this.hidePlayer(said, !hidden) }, does));
  }

  #draw(poll, named) {
    const before = poll.state === "draft" ? [] : rounds(poll).slice(0, -1);
    const earlier = before.map((round) => new Map(rows(poll, round).map(({ id, shown }) => [id, shown])));
    const elements = named.map((row) => {
      if (!this.#rows.has(row.id)) this.#rows.set(row.id, bar());
      const { element, update } = this.#rows.get(row.id);
      update(row, { right: (poll.right ?? []).includes(row.id), points: poll.type === "ranking", earlier: earlier.map((round) => round.get(row.id) ?? 0) });
      return element;
    });
    for (const id of this.#rows.keys()) if (!named.some((row) => row.id === id)) this.#rows.delete(id);
    arrange(this.list, elements);
    this.list.hidden = !elements.length;
  }
}

function bar() {
  const label = h("span.bar-label", { dir: "auto" });
  const figure = h("span.bar-figure");
  const fill = h("span.bar-fill");
  const earlierShares = h("span.bar-was.quiet");
  const element = h("li.bar", {}, label, figure, h("span.bar-track", { "aria-hidden": "true" }, fill), earlierShares);

  function update({ label: text, id, n, share, shown }, { right, points, earlier }) {
    write(label, (text || id) + (right ? ` ✓` : ""));
    element.toggleAttribute("data-right", right);
    write(figure, n === undefined ? "" : points ? t("polldesk.points", { n }) : `${number(n)} · ${percent(shown)}`);
    fill.style.inlineSize = `${Math.min(100, (share ?? 0) * 100)}%`;
    fill.parentElement.hidden = n === undefined;
    write(earlierShares, earlier.length ? t("polldesk.before", { shares: [...earlier, shown].map(percent).join(" → ") }) : "");
  }

  return { element, update };
}

/** Returns the line of numbers above the rows. */
function figures(poll) {
  const { type, results, unit = "" } = poll;
  if (!results || poll.state === "draft") return "";
  if ((type === "rating" || type === "scale") && mean(poll) !== null) return t("polldesk.mean", { mean: rounded(mean(poll)), most: poll.steps ?? 5 });
  if (type !== "estimate" || !results.n) return "";
  return t("polldesk.quartiles", { median: `${rounded(results.median)} ${unit}`.trim(), low: rounded(results.q1), high: rounded(results.q3) });
}
