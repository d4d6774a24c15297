// Setting for the reactions that people can send: none, or some of them.
import { h, set, write } from "../ui/dom.js";
import { MODERATOR_LIMITS, REACTIONS } from "../core/moderation.js";
import { t } from "../core/text.js";

const OFFERED = [...REACTIONS, "🙌", "🔥", "😮", "💡", "🙏", "✅"];

/** act(command, fields) → refusal or null. Returns { element, update(reactions) }. It is hidden if `reactions` is undefined. */
export function reactionSetting({ act }) {
  let chosen = [];
  let before = REACTIONS; // the choice that returns when reactions are switched on again
  let known = null;
  const box = h("input", { type: "checkbox", role: "switch", onchange: () => send(box.checked ? before : []) });
  const words = h("span", {}, t("moderator.reactions_on"), h("small.quiet", {}, t("moderator.reactions_hint")));
  const list = h("div.reaction-choice", { role: "group", "aria-label": t("moderator.reactions_which") });
  const hint = h("p.small.quiet", { role: "status" });
  const element = h("fieldset", { hidden: true }, h("legend", {}, t("moderator.reactions")), h("label.switch", {}, words, box), list, hint);

  async function send(reactions) {
    show(reactions);
    if (await act("room.update", { settings: { reactions } })) show(known);
  }

  function toggle(emoji) {
    const next = chosen.includes(emoji) ? chosen.filter((each) => each !== emoji) : [...chosen, emoji];
    if (next.length > MODERATOR_LIMITS.reactions) return write(hint, t("moderator.reactions_most", { n: MODERATOR_LIMITS.reactions }));
    write(hint, "");
    send(next);
  }

  function show(reactions) {
    chosen = reactions;
    if (chosen.length) before = chosen;
    box.checked = chosen.length > 0;
    list.hidden = !chosen.length;
    const all = [...new Set([...OFFERED, ...chosen])];
    if (list.children.length !== all.length) {
      list.replaceChildren(...all.map((emoji) => h("button.button.reaction-toggle", { type: "button", value: emoji, onclick: () => toggle(emoji) }, emoji)));
    }
    for (const button of list.children) set(button, { "aria-pressed": String(chosen.includes(button.value)) });
  }

  function update(reactions) {
    element.hidden = !reactions;
    if (!reactions || reactions === known) return;
    known = reactions;
    show(reactions);
  }

  return { element, update };
}
