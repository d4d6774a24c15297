// A room of the conference on the organisers' page: its state, and links to its pages.
import { h, write, set } from "../ui/dom.js";
import { clock, inCities, t } from "../core/text.js";

/**
 * address(code, page): returns a page's address with the key. It is called only when a button is pressed, so that the
 * page holds no address with a key. Returns { element, update({room, zones, mayModerate}) } for a CardList.
 */
export function roomRow({ address }) {
  let code = "";
  const title = h("h2", { dir: "auto" });
  const state = h("span.chip");
  const where = h("span.code");
  const when = h("span");
  const link = (words) => h("a.button", { target: "_blank", rel: "noopener" }, words);
  const [stage, attendee] = [link(t("organiser.stage")), link(t("organiser.attendee"))];
  const opening = (page) => () => window.open(address(code, page), "_blank", "noopener");
  const moderating = h("button.button.primary", { type: "button", onclick: opening("moderate") }, t("organiser.moderate"));
  const speaking = h("button.button", { type: "button", onclick: opening("speak") }, t("organiser.speaker"));
  const element = h("li.room.card", {},
    h("div.room-head", {}, title, h("p.room-facts.small.quiet", {}, state, where, when)), h("div.room-do", {}, moderating, speaking, stage, attendee));

  function update({ room, zones, mayModerate }) {
    code = room.code;
    write(title, room.title);
    write(where, room.code);
    write(state, t(`state.${room.state}`));
    set(state, { class: `chip ${room.state === "open" ? "live" : ""}` });
    set(element, { "data-state": room.state });
    write(when, room.starts_at ? (zones.length ? inCities(room.starts_at, zones) : clock(room.starts_at)) : "");
    for (const button of [moderating, speaking]) set(button, { disabled: !mayModerate });
    set(stage, { href: `/r/${encodeURIComponent(room.code)}/stage` });
    set(attendee, { href: `/${encodeURIComponent(room.code)}` });
  }

  return { element, update };
}
