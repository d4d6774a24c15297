// The header above the questions: title, number of people, start, notices, stream.
import { h, icon, setPageTitle, set, write } from "../ui/dom.js";
import { allows } from "../core/selectors.js";
import { writeLinked } from "../ui/linked.js";
import { clock, day, inCities, shortNumber, t } from "../core/text.js";

const find = (id) => document.getElementById(id);
const VIDEO_TYPES = { mp4: "video/mp4", webm: "video/webm", m3u8: "application/vnd.apple.mpegurl" };

export class Header {
  #zones = null;
  #streamShown = null;

  constructor() {
    const bar = find("bar-title");
    new IntersectionObserver(([title]) => bar.toggleAttribute("data-shown", !title.isIntersecting), { rootMargin: "-56px 0px 0px" })
      .observe(find("title"));
  }

  /** `zones`: time zones of the conference's cities. */
  setZones(zones) {
    this.#zones = zones;
  }

  follow(item, { people, muted }) {
    setPageTitle(item.title);
    for (const id of ["title", "bar-title"]) if (find(id).textContent !== item.title) find(id).replaceChildren(item.title);
    write(find("track"), item.track ?? "");
    this.#people(people, item.state === "open");
    this.#when(item);
    this.#stream(item.stream);
    this.#notices(item, muted);
  }

  #people(n, isOpen) {
    const place = find("people");
    place.hidden = n === null;
    if (n === null || place.dataset.n === `${n} ${isOpen}`) return;
    place.dataset.n = `${n} ${isOpen}`;
    place.replaceChildren(isOpen ? h("span.dot") : icon("people"), h("span", { "aria-hidden": "true" }, shortNumber(n)), h("span.unseen", {}, t("people", { n })));
  }

  #when({ starts_at: at, state }) {
    const line = find("when");
    line.hidden = state !== "scheduled" || !at;
    if (line.hidden) return;
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const cities = this.#zones?.length ? inCities(at, this.#zones) : clock(at);
    const yours = this.#zones?.every(({ zone }) => clock(at, zone) !== clock(at, here)) && t("room.starts_yours", { time: clock(at) });
    write(line, [t("room.starts", { day: day(at, this.#zones?.[0]?.zone), times: cities }), yours].filter(Boolean).join(" · "));
  }

  #notices({ announcement, state, settings = {} }, muted) {
    const wanted = [];
    if (announcement) wanted.push(["horn", announcement, "announcement"]);
    // The ask button at the foot of the page says itself why nobody can ask now.
    if (!muted && allows({ state }, "question.vote") && settings.voting === false) wanted.push(["speech", t("why.voting_off")]);
    const place = find("notices");
    const key = JSON.stringify(wanted);
    if (place.dataset.key === key) return;
    place.dataset.key = key;
    place.replaceChildren(...wanted.map(([sign, text, kind]) => notice(sign, text, kind)));
  }

  /** A playable video is embedded and loads nothing before it is started. Any other address becomes a link. */
  #stream(address) {
    if (this.#streamShown === address) return;
    this.#streamShown = address;
    const place = find("stream");
    const url = URL.canParse(address ?? "") ? new URL(address) : null;
    place.hidden = url?.protocol !== "https:";
    if (place.hidden) return place.replaceChildren();
    const type = VIDEO_TYPES[url.pathname.split(".").at(-1).toLowerCase()];
    if (type && document.createElement("video").canPlayType(type)) {
      place.replaceChildren(h("video", { controls: true, preload: "none", playsinline: true, src: url.href, "aria-label": t("stream.video") }));
    } else {
      const link = { href: url.href, target: "_blank", rel: "noopener noreferrer" };
      place.replaceChildren(h("a.button.stream-link", link, icon("play"), t("stream.open")));
    }
  }
}

function notice(sign, text, kind) {
  const words = h("p", { dir: "auto" });
  if (kind === "announcement") writeLinked(words, text);
  else write(words, text);
  const role = kind ? { role: "note", "aria-label": t(kind) } : { role: "status" };
  return set(h("div.notice", role, icon(sign), words), { "data-kind": kind });
}
