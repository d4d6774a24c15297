// Field for a short message that is shown until it is removed: the announcement, the note to the speaker.
import { h, set, write } from "../ui/dom.js";
import { graphemes, t } from "../core/text.js";

/** send(text) → refusal or null; an empty text removes the message. Returns { element, update(current, status) }. */
export function messageField({ name, max, send }) {
  let current = "";
  let isEdited = false; // an unsent text is never overwritten
  const area = h("textarea", { id: `desk-${name}`, rows: 2, dir: "auto", placeholder: t(`moderator.${name}_example`) });
  const status = h("p.small.message-status", { role: "status" });
  const sending = h("button.button.primary", { type: "submit" }, t(`moderator.${name}_send`));
  const clearing = h("button.button", { type: "button", onclick: () => submit("") }, t("moderator.take_down"));
  const element = h("form.message", {
    onsubmit: (event) => {
      event.preventDefault();
      submit(area.value.trim());
    },
  }, h("div.field", {}, h("label", { for: `desk-${name}` }, t(`moderator.${name}`)), area), status, h("div.message-do", {}, sending, clearing));

  function measure() {
    const text = area.value.trim();
    set(sending, { disabled: !text || text === current || graphemes(text) > max });
    set(clearing, { hidden: !current });
    set(area, { "aria-invalid": graphemes(text) > max ? "true" : null });
  }

  async function submit(text) {
    if (await send(text)) return; // refused: the text stays in the field
    isEdited = false;
    area.value = current = text;
    measure();
  }

  function update(text, words) {
    current = text;
    if (!isEdited) set(area, { value: text });
    write(status, words);
    measure();
  }

  area.addEventListener("input", () => {
    isEdited = area.value.trim() !== current;
    measure();
  });
  return { element, update };
}
