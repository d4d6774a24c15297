// Questions that ask much the same as the draft. People can vote for one of them instead of asking again.
import { h, set, shape, write } from "../ui/dom.js";
import { shortNumber, t } from "../core/text.js";

const PAUSE_MS = 400; // without typing

export class SimilarList {
  #timer = null;
  #rows = new Map();

  /** @param {{find: (text) => {question, vote, mayVote}[], vote: (id, on) => void}} handlers */
  constructor(field, place, handlers) {
    Object.assign(this, { field, place, handlers });
    this.list = h("ul.similar", { role: "list" });
    place.append(h("p.small.quiet", {}, t("similar.title")), this.list);
    field.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.refresh(), PAUSE_MS);
    });
  }

  refresh() {
    const found = this.handlers.find(this.field.value);
    const rows = new Map(found.map((view) => [view.question.id, this.#rows.get(view.question.id) ?? this.#row(view.question)]));
    for (const { question, vote, mayVote } of found) this.#write(rows.get(question.id), vote, mayVote);
    const same = [...rows.keys()].join() === [...this.#rows.keys()].join();
    this.#rows = rows;
    if (!same) this.list.replaceChildren(...[...rows.values()].map(({ element }) => element));
    this.place.hidden = !found.length;
  }

  #row({ id, text, lang }) {
    const count = h("span");
    const button = h("button.button.similar-vote", { type: "button" }, shape("M12 6 20 16H4Z"), count);
    button.onclick = () => {
      this.handlers.vote(id, button.getAttribute("aria-pressed") !== "true");
      this.refresh();
    };
    return { element: h("li", {}, h("p", { lang: lang || null, dir: "auto" }, text), button), button, count };
  }

  #write({ button, count }, { on, votes }, mayVote) {
    write(count, shortNumber(votes));
    set(button, { disabled: !mayVote, "aria-pressed": String(on), "aria-label": `${t("vote")}, ${t("vote.votes", { n: votes })}` });
  }
}
