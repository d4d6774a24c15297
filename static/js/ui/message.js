// A short message that stands until it is taken down: the announcement, the note to the speaker.
import { h, set, write } from "./dom.js";
import { graphemes, t } from "../core/text.js";

/** send(text) → refusal or null; an empty text takes it down. Returns { element, update(standing, status) }. */
export function messageField({ name, max, send }) {
  let standing = "";
  let touched = false; // what someone is writing is never written over
  const area = h("textarea", { id: `desk-${name}`, rows: 2, dir: "auto", placeholder: t(`moderator.${name}_example`) });
  const status = h("p.small.message-status", { role: "status" });
  const sending = h("button.button.primary", { type: "submit" }, t(`moderator.${name}_send`));
  const clearing = h("button.button", { type: "button", onclick: () => say("") }, t("moderator.take_down"));
  const element = h("form.message", {
    onsubmit: (event) => {
      event.preventDefault();
      say(area.value.trim());
    },
  }, h("div.field", {}, h("label", { for: `desk-${name}` }, t(`moderator.${name}`)), area), status, h("div.message-do", {}, sending, clearing));

  function measure() {
    const text = area.value.trim();
    set(sending, { disabled: !text || text === standing || graphemes(text) > max });
    set(clearing, { hidden: !standing });
    set(area, { "aria-invalid": graphemes(text) > max ? "true" : null });
  }

  async function say(text) {
    if (await send(text)) return; // refused: the words stay where they are
    touched = false;
    area.value = standing = text;
    measure();
  }

  function update(text, words) {
    standing = text;
    if (!touched) set(area, { value: text });
    write(status, words);
    measure();
  }

  area.addEventListener("input", () => {
    touched = area.value.trim() !== standing;
    measure();
  });
  return { element, update };
}
