// A room of the conference on the organisers' page: its state, and links to its pages.
import { h, write, set } from "../ui/dom.js";
import { clock, inCities, t } from "../core/text.js";

/**
 * moderate(code): returns the moderators' address with the key. It is called only when the button is pressed, so that
 * the page holds no address with a key. Returns { element, update({room, zones, mayModerate}) } for a CardList.
 */
export function roomRow({ moderate }) {
  let code = "";
  const title = h("h2", { dir: "auto" });
  const state = h("span.chip");
  const where = h("span.code");
  const when = h("span");
  const link = (words) => h("a.button", { target: "_blank", rel: "noopener" }, words);
  const [stage, attendee] = [link(t("organiser.stage")), link(t("organiser.attendee"))];
  const open = () => window.open(moderate(code), "_blank", "noopener");
  const button = h("button.button.primary", { type: "button", onclick: open }, t("organiser.moderate"));
  const element = h("li.room.card", {},
    h("div.room-head", {}, title, h("p.room-facts.small.quiet", {}, state, where, when)), h("div.room-do", {}, button, stage, attendee));

  function update({ room, zones, mayModerate }) {
    code = room.code;
    write(title, room.title);
    write(where, room.code);
    write(state, t(`state.${room.state}`));
    set(state, { class: `chip ${room.state === "open" ? "live" : ""}` });
    set(element, { "data-state": room.state });
    write(when, room.starts_at ? (zones.length ? inCities(room.starts_at, zones) : clock(room.starts_at)) : "");
    set(button, { disabled: !mayModerate });
    set(stage, { href: `/r/${encodeURIComponent(room.code)}/stage` });
    set(attendee, { href: `/${encodeURIComponent(room.code)}` });
  }

  return { element, update };
}
