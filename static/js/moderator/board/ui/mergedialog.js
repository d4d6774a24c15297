// Dialog to find the question that another one is merged into.
import { mergeTargets } from "../boardcolumns.js";
import { h, icon, write } from "../../../ui/dom.js";
import { shortNumber, t } from "../../../core/text.js";
import { openDialog, quoted } from "../../../ui/dialog.js";

const MAX_SHOWN = 30;

export function mergeDialog(question, all, { choose, onClose }) {
  const take = (target) => {
    dialog.close();
    choose(target);
  };
  const search = h("input", { type: "search", id: "merge-search", dir: "auto", autocomplete: "off" });
  const found = h("ol.options", { role: "list" });
  const count = h("p.small.quiet", { role: "status" });

  function show() {
    const targets = mergeTargets(question, all, search.value);
    write(count, targets.length ? "" : t("moderator.merge_none"));
    found.replaceChildren(...targets.slice(0, MAX_SHOWN).map((target) =>
      h("li", {}, h("button.option", { type: "button", onclick: () => take(target) },
        h("span.votes", {}, icon("up"), shortNumber(target.votes)), h("span", { dir: "auto", lang: target.lang || null }, target.text)))));
  }

  const form = h("form", {
    onsubmit: (event) => {
      event.preventDefault();
      const [first, second] = mergeTargets(question, all, search.value);
      if (search.value.trim() && first && !second) take(first); // Enter chooses only if one question is left
      else found.querySelector("button")?.focus();
    },
  }, h("div.field", {}, h("label", { for: "merge-search" }, t("moderator.merge_search")), search));
  search.addEventListener("input", show);
  const dialog = openDialog({ title: t("moderator.merge_title"), onClose },
    quoted(question), h("p.small.quiet", {}, t("moderator.merge_hint")), form, count, found);
  show();
  search.focus();
  return dialog;
}
