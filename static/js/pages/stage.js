// The screen in the hall or in the stream: how to take part, what is being answered, what comes next. It only listens.
import { Announcer } from "../ui/announcer.js";
import { stayAwake } from "../ui/awake.js";
import { stageNow } from "../stage/stagenow.js";
import { nameTab, set, write } from "../ui/dom.js";
import { codeIn, connect } from "../net/connect.js";
import { loadLater } from "../net/later.js";
import { begin, locale, meta } from "../ui/locale.js";
import { beingAnswered, upNext } from "../core/queue.js";
import { risingReactions } from "../ui/rising.js";
import { applyLive, applySync, emptyRoom } from "../core/room.js";
import { ofKind, questions, theRoom } from "../core/selectors.js";
import { lasting } from "../core/storage.js";
import { firstOf, t } from "../core/text.js";
import { Tokens } from "../net/tokens.js";

const SHOWN = 3;
const GRACE_MS = 4_000; // a short gap is nobody's business
const parts = Object.fromEntries([...document.querySelectorAll("[id]")].map((element) => [element.id, element]));
const asked = new URLSearchParams(location.search);
const code = codeIn(location.pathname);
const kept = `suara:stage:${code}`;

set(document.documentElement, { "data-overlay": asked.has("overlay"), "data-scheme": asked.get("scheme") });
// Without a stage's link it shows what any attendee sees: the same picture, for whoever prepares the hall.
const linked = location.hash.includes("key=") || new Tokens(lasting, code, "stage").get();
const socket = connect(linked ? "stage" : "attendee", locale); // takes the key out of the address bar before anything is waited for
await begin();
const showNow = stageNow(parts);
const announcer = new Announcer(parts.stage);
const reactions = risingReactions({ say: (words) => announcer.say(words, "reactions") });
document.body.append(reactions.element);
let room = remembered();
let polls = null; // what shows them, once there is one

const address = meta.address.replace(/^https?:\/\//, "").replace(/\/$/, "");
write(parts.address, address);
write(parts.code, code);
parts.qr.src = `/r/${encodeURIComponent(code)}/qr.svg`;
parts.qr.alt = t("stage.qr", { address: `${address}/${code}` });

/** What this screen showed last: a reload in a hall without network must not leave it empty. */
function remembered() {
  const items = lasting.read(kept);
  return Array.isArray(items) ? applySync(emptyRoom(), { sync: { at: null, full: true }, put: items }) : emptyRoom();
}

function draw() {
  const item = theRoom(room);
  if (!item) return set(parts.stage, { "data-show": "calm" });
  const all = questions(room);
  const closed = item.state === "closed";
  const question = closed ? null : beingAnswered(all);
  const next = closed ? [] : upNext(all, SHOWN);
  // A closed room thanks for its questions, whatever was asked last.
  const poll = closed ? null : polls?.show(room);
  if (!polls && ofKind(room, "poll").length) loadPolls();
  const shown = parts.stage.dataset.show;
  set(parts.stage, { "data-show": item.blank ? "calm" : poll ? "poll" : question ? "question" : "invitation" });
  write(parts.invite, t(poll?.state === "open" ? "stage.poll.invite" : "stage.invite"));
  nameTab(item.title);
  write(parts.title, item.title);
  const idle = closed ? "stage.closed" : next.length ? "stage.idle" : "stage.first";
  set(parts.announcement, { hidden: !item.announcement });
  write(parts.announcement, item.announcement ?? "");
  showNow({ question, next, idle: t(idle) }); // last: it measures what room the others leave
  if (poll && shown !== "poll") polls.fit(); // it has its place only now
  drawPeople();
}

let loading = null;
function loadPolls() {
  const held = { get: () => lasting.read(`${kept}:poll`), set: (poll) => lasting.write(`${kept}:poll`, poll) };
  loading ??= loadLater(socket, () => import("../stage/polls.js")).then(({ stagePolls }) => {
    polls = stagePolls(parts.stage, held);
    draw();
  });
}

function drawPeople() {
  const { people } = room.live;
  write(parts.people, !people ? "" : t("people", { n: people }));
}

let gone = null; // when it went away, each try to come back leaves this timer alone
socket.on("state", ({ state, reason }) => {
  if (state === "ended") return sayAway(firstOf(`ended.${reason}`, "ended.other"));
  if (state !== "live") return (gone ??= setTimeout(() => sayAway(t("stage.away")), GRACE_MS));
  clearTimeout(gone);
  gone = null;
  return set(parts.away, { hidden: true });
});

function sayAway(words) {
  write(parts["away-text"], words);
  set(parts.away, { hidden: false });
}

socket.on("sync", (frame) => {
  room = applySync(room, frame);
  draw();
  // Only what everybody may see anyway: this screen's computer is often a borrowed one.
  lasting.write(kept, [...room.items.values()].filter(keepable));
});
socket.on("live", (live) => {
  room = applyLive(room, live);
  drawPeople();
  if (!theRoom(room)?.blank) reactions.show(room.live.reactions);
});

function keepable({ id, kind, status }) {
  return id === "room" || kind === "poll" || kind === "leaders" || ["published", "answering"].includes(status);
}

draw();
stayAwake();
socket.open();
