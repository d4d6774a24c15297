// The moderators' note to the speaker, across the top of the page until it is acknowledged.
import { h, set } from "../ui/dom.js";
import { t } from "../core/text.js";
import { writeLinked } from "../ui/linked.js";

/** read(): sends the acknowledgement. Returns { element, update(note) }. */
export function noteLine({ read }) {
  const text = h("p", { dir: "auto" });
  const button = h("button.button.primary", { type: "button", onclick: () => read() }, t("speaker.note_read"));
  const element = h("section.note", { role: "alert", "aria-label": t("speaker.note"), hidden: true }, text, button);

  function update(note) {
    const unread = note && !note.read;
    set(element, { hidden: !unread });
    if (unread) writeLinked(text, note.text);
  }

  return { element, update };
}
