// Entries: public answers to a text poll, most votes first. Each can be voted for.
import { h, set, shape, write } from "../ui/dom.js";
import { CardList } from "../ui/cardlist.js";
import { shortNumber, t } from "../core/text.js";

const FEW = 5; // shown before the reader asks for all

/** `vote(id, on)`. Returns { element, update(entries) }; `entries`: [{entry, vote: {on, votes, waiting}, mayVote}]. */
export function entryList({ vote }) {
  let all = false;
  let shown = [];
  const container = h("ul.entries", { role: "list" });
  const list = new CardList(container, { make: () => entryRow(vote) });
  const more = h("button.button.plain.small", { type: "button", onclick: () => {
    all = !all;
    update(shown);
  } });
  const element = h("div", {}, container, more);

  function update(entries) {
    shown = entries;
    const some = all ? entries : entries.slice(0, FEW);
    list.show(some.map((view) => ({ key: view.entry.id, view })));
    element.hidden = !entries.length;
    more.hidden = entries.length <= FEW;
    if (!more.hidden) write(more, all ? t("poll.fewer") : t("poll.all", { n: entries.length }));
  }
  return { element, update };
}

function entryRow(vote) {
  let shown = {};
  const text = h("p.entry-text", { dir: "auto" });
  const count = h("span.count");
  const press = () => shown.mayVote && vote(shown.entry.id, !shown.vote.on);
  const button = h("button.entry-vote", { type: "button", onclick: press }, shape("M12 6 20 16H4Z"), count);
  const element = h("li.entry", {}, text, button);

  function update(view) {
    shown = view;
    const { entry, vote: { on, votes, waiting }, mayVote } = view;
    write(text, entry.text);
    set(text, { lang: entry.lang || null });
    write(count, shortNumber(votes));
    set(button, {
      "aria-pressed": String(on),
      "aria-disabled": String(!mayVote),
      "aria-label": `${t("poll.vote_entry")}, ${t("vote.votes", { n: votes })}`,
      "data-waiting": waiting,
    });
  }
  return { element, update };
}
