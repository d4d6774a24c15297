// The most frequent words of a word cloud, and a button to hide or join words.
import { h, write } from "../../../ui/dom.js";
import { number, t } from "../../../core/text.js";

const MAX_SHOWN = 12;

export class WordChips {
  /** curate(id) opens the dialog in which words are hidden and joined. */
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
    this.list.replaceChildren(...top.slice(0, MAX_SHOWN).map(([word, n]) => h("li.chip", { dir: "auto" }, h("span", {}, word), h("b", {}, number(n)))));
    const others = top.slice(MAX_SHOWN).length;
    const hidden = poll.hidden?.length ?? 0;
    write(this.rest, [others && t("polldesk.words.more", { n: others }), hidden && t("polldesk.words.hidden", { n: hidden })].filter(Boolean).join(" · "));
    this.button.hidden = !top.length && !hidden;
  }
}
