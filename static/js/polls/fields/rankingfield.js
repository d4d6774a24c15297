// Field for a ranking. A tap ranks the next option. Ranked options are moved by buttons, by arrow keys on their handles,
// or by dragging.
import { h, icon, set, write } from "../../ui/dom.js";
import { number, t } from "../../core/text.js";
import { enableDragSort } from "./dragsort.js";

/** @param {(draft) => void} changed  Returns { element, hint, update(poll, texts, draft) } */
export function rankingField(_type, changed) {
  let order = [];
  let options = [];
  const chosen = h("ol.ranked", { role: "list" });
  const rest = h("div.options.unranked");
  const announced = h("p.unseen", { role: "status" });
  const element = h("div.ranking", {}, chosen, rest, announced);
  const text = (id) => options.find((option) => option.id === id)?.text ?? "";
  enableDragSort(chosen, (from, to) => move(from, to));

  function change(wanted, focus, words) {
    changed(wanted); // this draws the field
    write(announced, words);
    element.querySelector(focus)?.focus();
  }

  function move(from, to) {
    if (to < 0 || to >= order.length || from === to) return;
    const wanted = [...order];
    const [id] = wanted.splice(from, 1);
    wanted.splice(to, 0, id);
    change(wanted, `[data-id="${CSS.escape(id)}"] .handle`, t("poll.rank.moved", { text: text(id), place: to + 1 }));
  }

  function add(id) {
    const next = rest.querySelector(`[data-id="${CSS.escape(id)}"] + button`) ?? rest.querySelector(`:not([data-id="${CSS.escape(id)}"])`);
    const focus = next ? `.unranked [data-id="${CSS.escape(next.dataset.id)}"]` : `.ranked li:last-child .handle`;
    change([...order, id], focus, t("poll.rank.placed", { text: text(id), place: order.length + 1 }));
  }

  const remove = (id) =>
    change(order.filter((each) => each !== id), `.unranked [data-id="${CSS.escape(id)}"]`, t("poll.rank.taken_off", { text: text(id) }));

  function place(id, index) {
    const words = text(id);
    const step = (sign, key, to) =>
      h("button.button.plain", { type: "button", class: `button plain ${sign}`, "aria-label": t(key, { text: words }), disabled: to < 0 || to >= order.length, onclick: () => move(index, to) }, icon("down"));
    const keys = (event) => {
      const to = { ArrowUp: index - 1, ArrowDown: index + 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      move(index, to);
    };
    const handle = h("button.handle", { type: "button", onkeydown: keys, "aria-label": t("poll.rank.handle", { text: words, place: index + 1 }) },
      h("span.place", { "aria-hidden": "true" }, number(index + 1)), h("span.handle-text", { dir: "auto" }, words));
    const off = h("button.button.plain", { type: "button", "aria-label": t("poll.rank.off", { text: words }), onclick: () => remove(id) }, icon("close"));
    return h("li", { "data-id": id }, handle, step("earlier", "poll.rank.earlier", index - 1), step("later", "poll.rank.later", index + 1), off);
  }

  function update(_poll, texts, draft) {
    const same = draft.join() === order.join() && texts.options.map(each).join() === options.map(each).join() && element.dataset.drawn;
    if (same) return;
    order = draft;
    options = texts.options;
    element.dataset.drawn = "yes";
    chosen.hidden = !order.length;
    chosen.replaceChildren(...order.map(place));
    const left = options.filter(({ id }) => !order.includes(id));
    rest.replaceChildren(...left.map(({ id, text: words }) =>
      h("button.option", { type: "button", "data-id": id, onclick: () => add(id) }, h("span.place", { "aria-hidden": "true" }), h("span", { dir: "auto" }, words))));
    set(rest, { hidden: !left.length });
  }

  return { element, hint: () => t("poll.hint.ranking"), update };
}

const each = ({ id, text }) => `${id} ${text}`;
