// Rows for the options of a poll: added with Enter, moved, removed, and for a quiz marked as right.
import { arrange, h, icon, set } from "../../../ui/dom.js";
import { MODERATOR_LIMITS } from "../../../core/moderation.js";
import { t } from "../../../core/text.js";
import { listEntries } from "../pastedlist.js";
import { newKey, newOption } from "../polldraft.js";

/** draft(): the current draft; change(options) is called after each change. Returns { element, update(draft), focus() }. */
export function optionRows({ draft, change }) {
  const rows = new Map(); // key → row; it keeps its input, and so its cursor, while it moves
  const list = h("ol.option-rows", { role: "list" });
  const add = h("button.button", { type: "button", onclick: () => insert(draft().options.length) }, icon("plus"), t("polldesk.option_add"));
  const element = h("div.option-part", {}, list, add);

  const indexOf = (key) => draft().options.findIndex((option) => option.key === key);
  const focusAt = (index) => rows.get(draft().options[index]?.key)?.input.focus();
  const alter = (key, fields) => change(draft().options.map((option) => (option.key === key ? { ...option, ...fields } : option)));

  function insert(index, texts = [""]) {
    const options = [...draft().options];
    for (const [offset, text] of texts.slice(0, MODERATOR_LIMITS.options - options.length).entries()) {
      options.splice(index + offset, 0, newOption(newKey({ options }), text));
    }
    change(options);
    focusAt(Math.min(index + texts.length, options.length) - 1);
  }

  function remove(key) {
    const index = indexOf(key);
    change(draft().options.filter((option) => option.key !== key));
    if (draft().options.length) focusAt(Math.max(0, index - 1));
    else add.focus();
  }

  function move(key, way) {
    const [from, options] = [indexOf(key), [...draft().options]];
    const to = from + way;
    if (to < 0 || to >= options.length) return;
    options.splice(to, 0, ...options.splice(from, 1));
    change(options);
  }

  function onKey(event, key) {
    if (event.isComposing) return;
    const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (way && event.altKey) move(key, way);
    else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      const next = indexOf(key) + 1;
      if (draft().options[next]?.text === "") focusAt(next);
      else insert(next);
    } else if (event.key === "Backspace" && !event.target.value && draft().options.length > 2) remove(key);
    else return;
    event.preventDefault();
    if (way) rows.get(key).input.focus();
  }

  /** A pasted list of lines becomes as many options. */
  function onPaste(event, key) {
    const lines = listEntries(event.clipboardData.getData("text"));
    if (lines.length < 2) return;
    event.preventDefault();
    const empty = !event.target.value.trim();
    if (empty) alter(key, { text: lines[0] });
    insert(indexOf(key) + 1, empty ? lines.slice(1) : lines);
  }

  function row(key) {
    const tool = (sign, label, onclick) => h("button.button.plain.tool", { type: "button", "aria-label": t(label), onclick }, icon(sign));
    const input = h("input", {
      dir: "auto", autocomplete: "off", oninput: () => alter(key, { text: input.value }), onkeydown: (event) => onKey(event, key), onpaste: (event) => onPaste(event, key),
    });
    const box = h("input", { type: "checkbox", onchange: () => alter(key, { right: box.checked }) });
    const right = h("label.right-tick.small", {}, box, t("polldesk.right"));
    const [up, down] = [tool("moveup", "polldesk.option_up", () => (move(key, -1), up.focus())), tool("movedown", "polldesk.option_down", () => (move(key, 1), down.focus()))];
    const element = h("li.option-row", {}, input, h("div.option-tools", {}, right, up, down, tool("close", "polldesk.option_remove", () => remove(key))));
    rows.set(key, { element, input, box, right, up, down });
    return rows.get(key);
  }

  function update({ options, type }) {
    const elements = options.map((option, index) => {
      const made = rows.get(option.key) ?? row(option.key);
      set(made.input, { value: option.text, "aria-label": t("polldesk.option", { n: index + 1 }), placeholder: t("polldesk.option", { n: index + 1 }) });
      made.box.checked = option.right;
      made.right.hidden = type !== "quiz";
      set(made.up, { disabled: index === 0 });
      set(made.down, { disabled: index === options.length - 1 });
      return made.element;
    });
    for (const key of rows.keys()) if (!options.some((option) => option.key === key)) rows.delete(key);
    arrange(list, elements);
    add.disabled = options.length >= MODERATOR_LIMITS.options;
  }

  return { element, update, focus: () => list.querySelector("input")?.focus() };
}
