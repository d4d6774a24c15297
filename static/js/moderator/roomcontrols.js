// Controls of the room for moderators: state, settings, announcement, note to the speaker, stage.
import { h, set, write } from "../ui/dom.js";
import { MODERATOR_LIMITS } from "../core/moderation.js";
import { t } from "../core/text.js";
import { downloadButtons } from "../ui/downloadbuttons.js";
import { messageField } from "./messagefield.js";
import { reactionSetting } from "./reactionsetting.js";

const STATES = [["open", "room.open"], ["paused", "room.pause"], ["closed", "room.close"]];
const SETTINGS = ["premoderated", "asking", "voting", "anonymous"];

/** act(command, fields) → refusal or null; `files`: see ui/downloadbuttons.js. Returns { element, update(item) }. */
export function roomControls({ act, code, files }) {
  let known = null;
  const pending = new Map(); // input → the item when it was pressed; until that changes the input keeps its new value

  async function send(input, command, fields) {
    pending.set(input, known);
    if (!(await act(command, fields))) return;
    pending.delete(input);
    update(known);
  }

  function follow(input, checked) {
    if (pending.get(input) === known) return;
    pending.delete(input);
    set(input, { checked });
  }

  const states = STATES.map(([state, command]) => {
    const input = h("input", { type: "radio", name: "state", value: state, onchange: () => send(input, command) });
    return { state, input, element: h("label", {}, input, h("span", {}, t(`moderator.state.${state}`))) };
  });
  const stateHint = h("p.small.quiet");
  const settings = SETTINGS.map((name) => {
    const input = h("input", { type: "checkbox", role: "switch", onchange: () => send(input, "room.update", { settings: { [name]: input.checked } }) });
    const words = h("span", {}, t(`moderator.set.${name}`), h("small.quiet", {}, t(`moderator.set.${name}_hint`)));
    return { name, input, element: h("label.switch", {}, words, input) };
  });
  const reactions = reactionSetting({ act });
  const blank = h("input", { type: "checkbox", role: "switch", onchange: () => send(blank, "stage.blank", { on: blank.checked }) });
  const announcement = messageField({ name: "announcement", max: MODERATOR_LIMITS.notice_graphemes, send: (text) => act("announce", { text }) });
  const note = messageField({ name: "note", max: MODERATOR_LIMITS.notice_graphemes, send: (text) => act("speaker.note", { text }) });
  const link = (href, words) => h("a.button", { href, target: "_blank", rel: "noopener" }, words);

  const problem = h("p.bad", { role: "alert", hidden: true });
  const showProblem = (words) => {
    set(problem, { hidden: !words });
    write(problem, words);
  };

  const element = h("div.desk-parts", {},
    h("fieldset.segments", {}, h("legend", {}, t("moderator.room")), h("div.segmented", {}, states.map((each) => each.element)), stateHint),
    h("fieldset", {}, h("legend", {}, t("moderator.settings")), settings.map((each) => each.element)),
    reactions.element,
    note.element,
    announcement.element,
    h("fieldset", {}, h("legend", {}, t("moderator.stage")),
      h("label.switch", {}, h("span", {}, t("moderator.blank"), h("small.quiet", {}, t("moderator.blank_hint"))), blank),
      h("div.desk-links", {}, link(`/r/${code}/stage`, t("moderator.stage_open")), link(`/${code}`, t("moderator.attendee_open")))),
    h("fieldset", {}, h("legend", {}, t("moderator.questions_file")), h("p.small.quiet", {}, t("moderator.questions_file_hint")), problem,
      downloadButtons({ name: "questions", code, ...files, showProblem })));

  function update(item) {
    known = item;
    if (!states.some(({ input }) => pending.get(input) === item)) for (const { state, input } of states) follow(input, item.state === state);
    write(stateHint, t(`moderator.state.${item.state}_hint`));
    for (const { name, input } of settings) follow(input, item.settings?.[name] !== false);
    reactions.update(item.settings?.reactions);
    follow(blank, Boolean(item.blank));
    announcement.update(item.announcement ?? "", item.announcement ? t("moderator.announcement_on") : "");
    note.update(item.note?.text ?? "", item.note ? t(item.note.read ? "moderator.note_read" : "moderator.note_unread") : "");
  }

  return { element, update };
}
