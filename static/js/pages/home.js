// The start page: a code to enter, and the rooms there are. The form works without any of this.
import { h, icon } from "../ui/dom.js";
import { begin } from "../ui/locale.js";
import { byTime } from "../core/programme.js";
import { day, inCities, languageName, list, t } from "../core/text.js";

await begin();

const unknown = new URLSearchParams(location.search).get("unknown");
const field = document.getElementById("code");
if (unknown) {
  document.getElementById("code-problem").textContent = t("home.unknown", { code: unknown.toUpperCase() });
  field.value = unknown;
  field.setAttribute("aria-invalid", "true");
}

const programme = document.getElementById("programme");
const skeleton = h("div.rooms", { "aria-hidden": "true" }, h("div.skeleton"), h("div.skeleton"));
programme.append(skeleton);
try {
  const { conferences } = await (await fetch("/rooms.json")).json();
  const withRooms = conferences.filter(({ rooms }) => rooms.length);
  programme.replaceChildren(...(withRooms.length ? withRooms.map(conference) : [h("p.quiet", {}, t("home.none"))]));
} catch {
  programme.replaceChildren(h("p.quiet", {}, t("home.none")));
}

function conference({ title, rooms, zones }) {
  const days = new Set(rooms.filter((room) => room.starts_at).map((room) => day(room.starts_at, zones[0]?.zone)));
  const oneDay = days.size === 1;
  const groups = byTime(rooms).map(([name, inIt]) => [
    h("h3", {}, name === "now" && h("span.dot"), t(`home.${name}`)),
    h("ul.rooms", { role: "list" }, inIt.map((room) => h("li", {}, card(room, zones, !oneDay)))),
  ]);
  return h("section", {}, h("h2", { dir: "auto" }, title), oneDay && h("p.quiet", {}, [...days][0]), groups);
}

function card({ code, title, track, state, languages = [], starts_at: starts, ends_at: ends }, zones, withDay) {
  const times = starts && [withDay && day(starts, zones[0]?.zone), inCities(starts, zones)].filter(Boolean).join(", ");
  const facts = [track, times, languages.length > 0 && list(languages.map(languageName))];
  return h("a.room.card", { href: `/${encodeURIComponent(code)}`, "data-state": state, "data-ends": ends },
    h("strong", { dir: "auto" }, title),
    icon("right"),
    h("span.facts", {}, h("span.code", {}, code), ...facts.filter(Boolean).map((each) => h("span", {}, each))));
}
