// The organisers' page: all rooms of a conference and the way into each.
import { roomRow } from "../organiser/roomrow.js";
import { nameTab, set, write } from "../ui/dom.js";
import { CardList } from "../ui/list.js";
import { begin } from "../ui/locale.js";
import { forThisTab } from "../core/storage.js";
import { t } from "../core/text.js";
import { takeKey } from "../net/tokens.js";

const LOOK_EVERY_MS = 15_000;
const find = (id) => document.getElementById(id);
const slug = decodeURIComponent(location.pathname.split("/").filter(Boolean)[1] ?? "");
const kept = `suara:organiser:${slug}`;

// Taken before anything else is waited for: this screen may be shared.
keep(takeKey(location, history));
await begin();
find("rooms").replaceChildren();
const list = new CardList(find("rooms"), { make: () => roomRow({ moderate }) });
addEventListener("hashchange", () => {
  keep(takeKey(location, history));
  look();
});

/** Only for this tab: whoever has this key may do everything in every room. */
function keep(key) {
  if (key) forThisTab.set(kept, key);
}

function moderate(code) {
  return `/r/${encodeURIComponent(code)}/moderate#key=${encodeURIComponent(forThisTab.get(kept))}`;
}

async function look() {
  const conference = await known();
  const mayModerate = Boolean(forThisTab.get(kept));
  const problem = !conference ? "organiser.offline" : !conference.slug ? "organiser.none" : !mayModerate ? "organiser.no_key" : null;
  set(find("problem"), { hidden: !problem });
  if (problem) write(find("problem"), t(problem));
  if (!conference?.slug) return;
  nameTab(conference.title);
  write(find("title"), conference.title);
  list.show(conference.rooms.map((room) => ({ key: room.code, view: { room, zones: conference.zones ?? [], mayModerate } })));
}

/** The conference, {} when there is none of that name, null when nobody answered. */
async function known() {
  try {
    const { conferences } = await (await fetch("/rooms.json", { cache: "no-store" })).json();
    return conferences.find((conference) => conference.slug === slug) ?? {};
  } catch {
    return null;
  }
}

await look();
setInterval(() => document.hidden || look(), LOOK_EVERY_MS);
document.addEventListener("visibilitychange", () => document.hidden || look());
