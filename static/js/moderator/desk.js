// The moderators' desk: the state of the room, its settings, a word to everyone, a word to the speaker, the stage.
import { h, set, write } from "../ui/dom.js";
import { MODERATOR_LIMITS } from "../core/moderation.js";
import { t } from "../core/text.js";
import { messageField } from "../ui/message.js";
import { reactionSet } from "./reactionset.js";

const STATES = [["open", "room.open"], ["paused", "room.pause"], ["closed", "room.close"]];
const SETTINGS = ["premoderated", "asking", "voting", "anonymous"];

/** act(command, fields) → refusal or null. Returns { element, update(item) }. */
export function desk({ act, code }) {
  let known = null;
  const asked = new Map(); // input → the item it was pressed on: until that changes it stays as it was pressed

  async function ask(input, command, fields) {
    asked.set(input, known);
    if (!(await act(command, fields))) return;
    asked.delete(input);
    update(known);
  }

  function follow(input, checked) {
    if (asked.get(input) === known) return;
    asked.delete(input);
    set(input, { checked });
  }

  const states = STATES.map(([state, command]) => {
    const input = h("input", { type: "radio", name: "state", value: state, onchange: () => ask(input, command) });
    return { state, input, element: h("label", {}, input, h("span", {}, t(`moderator.state.${state}`))) };
  });
  const stateHint = h("p.small.quiet");
  const settings = SETTINGS.map((name) => {
    const input = h("input", { type: "checkbox", role: "switch", onchange: () => ask(input, "room.update", { settings: { [name]: input.checked } }) });
    const words = h("span", {}, t(`moderator.set.${name}`), h("small.quiet", {}, t(`moderator.set.${name}_hint`)));
    return { name, input, element: h("label.switch", {}, words, input) };
  });
  const reactions = reactionSet({ act });
  const blank = h("input", { type: "checkbox", role: "switch", onchange: () => ask(blank, "stage.blank", { on: blank.checked }) });
  const announcement = messageField({ name: "announcement", max: MODERATOR_LIMITS.notice_graphemes, send: (text) => act("announce", { text }) });
  const note = messageField({ name: "note", max: MODERATOR_LIMITS.notice_graphemes, send: (text) => act("speaker.note", { text }) });
  const link = (href, words) => h("a.button", { href, target: "_blank", rel: "noopener" }, words);

  const element = h("div.desk-parts", {},
    h("fieldset.segments", {}, h("legend", {}, t("moderator.room")), h("div.segmented", {}, states.map((each) => each.element)), stateHint),
    h("fieldset", {}, h("legend", {}, t("moderator.settings")), settings.map((each) => each.element)),
    reactions.element,
    note.element,
    announcement.element,
    h("fieldset", {}, h("legend", {}, t("moderator.stage")),
      h("label.switch", {}, h("span", {}, t("moderator.blank"), h("small.quiet", {}, t("moderator.blank_hint"))), blank),
      h("div.desk-links", {}, link(`/r/${code}/stage`, t("moderator.stage_open")), link(`/${code}`, t("moderator.attendee_open")))));

  function update(item) {
    known = item;
    if (!states.some(({ input }) => asked.get(input) === item)) for (const { state, input } of states) follow(input, item.state === state);
    write(stateHint, t(`moderator.state.${item.state}_hint`));
    for (const { name, input } of settings) follow(input, item.settings?.[name] !== false);
    reactions.update(item.settings?.reactions);
    follow(blank, Boolean(item.blank));
    announcement.update(item.announcement ?? "", item.announcement ? t("moderator.announcement_on") : "");
    note.update(item.note?.text ?? "", item.note ? t(item.note.read ? "moderator.note_read" : "moderator.note_unread") : "");
  }

  return { element, update };
}
