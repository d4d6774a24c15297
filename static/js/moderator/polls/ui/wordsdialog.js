// Dialog to curate a word cloud: words hidden from everybody, and words with the same meaning counted as one.
import { h, set, write } from "../../../ui/dom.js";
import { number, t } from "../../../core/text.js";
import { openDialog } from "../../../ui/dialog.js";

const MAX_SHOWN = 60;

/** curate(fields) → refusal or null. Returns { element, close, update(poll) }. */
export function wordsDialog(poll, { curate, onClose }) {
  let joining = null; // the word to be counted as another one
  const hint = h("p.small.quiet", { role: "status" });
  const cancel = h("button.button", { type: "button", hidden: true, onclick: () => choose(null) }, t("cancel"));
  const list = h("ul.options", { role: "list" });
  const joined = h("ul.options", { role: "list" });
  const hidden = h("ul.options", { role: "list" });
  const part = (title, content) => h("section.part", { hidden: true }, h("h3.small", {}, title), content);
  const [joinedPart, hiddenPart] = [part(t("polldesk.words.joined_title"), joined), part(t("polldesk.words.hidden_title"), hidden)];
  const dialog = openDialog({ title: t("polldesk.words.title"), onClose }, h("div.word-hint", {}, hint, cancel), list, joinedPart, hiddenPart);

  function choose(word) {
    joining = word;
    draw();
  }

  async function join(into) {
    const word = joining;
    choose(null);
    await curate({ word, into });
  }

  const row = (word, ...children) => h("li.word-row", {}, h("span.word", { dir: "auto" }, word), ...children);
  const small = (words, onclick, label) => h("button.button", { type: "button", "aria-label": label, onclick }, words);

  function wordRow([word, n]) {
    const count = h("b", {}, number(n));
    if (joining === null) {
      return row(word, count,
        small(t("polldesk.words.join"), () => choose(word), t("polldesk.words.join_label", { word })),
        small(t("polldesk.words.hide"), () => curate({ word, hide: true }), t("polldesk.words.hide_label", { word })));
    }
    if (word === joining) return row(word, count, h("span.chip.good", {}, t("polldesk.words.this")));
    return row(word, count, small(t("polldesk.words.join_here"), () => join(word), t("polldesk.words.join_here_label", { word, moving: joining })));
  }

  function draw() {
    const { top = [], others = 0 } = poll.results ?? {};
    write(hint, joining === null ? (top.length ? t("polldesk.words.hint") : t("polldesk.words.none")) : t("polldesk.words.joining", { word: joining }));
    set(cancel, { hidden: joining === null });
    const focus = list.contains(document.activeElement) ? [...list.querySelectorAll("button")].indexOf(document.activeElement) : -1;
    list.replaceChildren(...top.slice(0, MAX_SHOWN).map(wordRow));
    if (focus >= 0) (list.querySelectorAll("button")[focus] ?? list.querySelector("button") ?? cancel).focus();
    if (others || top.length > MAX_SHOWN) list.append(h("li.small.quiet", {}, t("polldesk.words.rest", { n: others + Math.max(0, top.length - MAX_SHOWN) })));
    const pairs = Object.entries(poll.joined ?? {});
    joined.replaceChildren(...pairs.map(([word, into]) =>
      row(t("polldesk.words.counts_as", { word, into }), small(t("polldesk.words.part"), () => curate({ word, into: null }), t("polldesk.words.part_label", { word })))));
    hidden.replaceChildren(...(poll.hidden ?? []).map((word) =>
      row(word, small(t("polldesk.words.show"), () => curate({ word, hide: false }), t("polldesk.words.show_label", { word })))));
    set(joinedPart, { hidden: !pairs.length });
    set(hiddenPart, { hidden: !poll.hidden?.length });
  }

  function update(next) {
    if (!next) return dialog.close();
    if (next === poll) return;
    poll = next;
    if (joining !== null && !(poll.results?.top ?? []).some(([word]) => word === joining)) joining = null;
    draw();
  }

  draw();
  list.querySelector("button")?.focus();
  return { ...dialog, update };
}
