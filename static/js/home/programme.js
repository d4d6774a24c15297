// The public programme on the start page: conferences with their rooms.
import { h, icon } from "../ui/dom.js";
import { groupByTime } from "../core/roomgroups.js";
import { day, inCities, languageName, list, t } from "../core/text.js";

/** Returns the elements to show, also if there is no conference with rooms. */
export function programme(conferences) {
  const withRooms = conferences.filter(({ rooms }) => rooms.length);
  return withRooms.length ? withRooms.map(conferenceSection) : [nothing()];
}

export const nothing = () => h("p.quiet", {}, t("home.none"));

function conferenceSection({ title, rooms, zones }) {
  const days = new Set(rooms.filter((room) => room.starts_at).map((room) => day(room.starts_at, zones[0]?.zone)));
  const isOneDay = days.size === 1;
  const groups = groupByTime(rooms).map(([name, members]) => [
    h("h3", {}, name === "now" && h("span.dot"), t(`home.${name}`)),
    h("ul.rooms", { role: "list" }, members.map((room) => h("li", {}, roomCard(room, zones, !isOneDay)))),
  ]);
  return h("section", {}, h("h2", { dir: "auto" }, title), isOneDay && h("p.quiet", {}, [...days][0]), groups);
}

function roomCard({ code, title, track, state, languages = [], starts_at: starts, ends_at: ends }, zones, withDay) {
  const times = starts && [withDay && day(starts, zones[0]?.zone), inCities(starts, zones)].filter(Boolean).join(", ");
  const facts = [track, times, languages.length > 0 && list(languages.map(languageName))];
  return h("a.room.card", { href: `/${encodeURIComponent(code)}`, "data-state": state, "data-ends": ends },
    h("strong", { dir: "auto" }, title),
    icon("right"),
    h("span.facts", {}, h("span.code", {}, code), ...facts.filter(Boolean).map((each) => h("span", {}, each))));
}
