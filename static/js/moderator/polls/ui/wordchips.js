// The words people gave, the most frequent first, and the way to tidying them up.
import { h, write } from "../../../ui/dom.js";
import { number, t } from "../../../core/text.js";

const SHOWN = 12;

export class WordChips {
  /** curate(id) opens the list in which words are hidden and merged. */
  constructor(curate) {
    this.list = h("ul.words", { role: "list" });
    this.rest = h("p.small.quiet");
    this.button = h("button.button.small", { type: "button", onclick: () => curate(this.id) }, t("polldesk.words.curate"));
    this.element = h("div.word-part", { hidden: true }, this.list, this.rest, this.button);
  }

  update(poll) {
    this.element.hidden = !poll;
    if (!poll) return;
    this.id = poll.id;
    const top = poll.results?.top ?? [];
    this.list.replaceChildren(...top.slice(0, SHOWN).map(([word, n]) => h("li.chip", { dir: "auto" }, h("span", {}, word), h("b", {}, number(n)))));
    const others = top.slice(SHOWN).length;
    const hidden = poll.hidden?.length ?? 0;
    write(this.rest, [others && t("polldesk.words.more", { n: others }), hidden && t("polldesk.words.hidden", { n: hidden })].filter(Boolean).join(" · "));
    this.button.hidden = !top.length && !hidden;
  }
}
