// The moderators' page: joins connection, state, board and desk.
import { Announcer } from "./announcer.js";
import { leaves } from "./board/actions.js";
import { COLUMNS, columns, mergedInto } from "./board/columns.js";
import { Deeds } from "./board/deeds.js";
import { neighbour } from "./board/keys.js";
import { boardCard } from "./components/boardcard.js";
import { boardKeys } from "./components/boardkeys.js";
import { Column } from "./components/column.js";
import { connectionLine } from "./components/connection.js";
import { desk } from "./components/desk.js";
import { doings } from "./components/doings.js";
import { keySheet } from "./components/keysheet.js";
import { selectionBar } from "./components/selection.js";
import { Toast } from "./components/toast.js";
import { undoBar } from "./components/undobar.js";
import { set, write } from "./dom.js";
import { begin, connect } from "./page.js";
import { Presses } from "./presses.js";
import { upNext } from "./queue.js";
import { applyLive, applySync, emptyRoom } from "./room.js";
import { questions, theRoom, withStatus } from "./selectors.js";
import { number, refusalText, t } from "./text.js";

const NOBODY = [];
const OWN_MS = 2_000; // so long after one's own deed the columns it touched follow at once
const TOUCH_LASTS_MS = 10_500; // the server's ten seconds, and the way there
const find = (id) => document.getElementById(id);

await begin("hosts");
const socket = connect("moderate");
const toast = new Toast();
const announcer = new Announcer();
let room = emptyRoom();
let selecting = false;
let returning = null; // what was undone gets the keyboard back as soon as it stands in its place again
let drawing = false;
const selected = new Set();
const busy = new Set();
const touched = new Map(); // id → until when a mark upon that card may be my own, and says nothing of a colleague
const own = new Map(); // id → when I last did something to it

const presses = new Presses();
const deeds = new Deeds({
  send: (command, fields) => socket.send(command, fields),
  standing: (id) => ({ question: room.items.get(id), room: theRoom(room) ?? { settings: {} }, now: theRoom(room)?.now ?? null }),
  told: (sent, deed) => undo.did(sent, Boolean(deed)),
  refused: (refusal) => toast.say(refusalText(refusal)),
});
const undo = undoBar(takeBack);
const does = doings({ deed, touch, room: () => room });
const bar = selectionBar({ act: (action) => does.together(action, [...selected]), cancel: () => choose(false) });
const theDesk = desk({ act: (command, fields) => deeds.do(command, fields).finally(draw), code: socket.code });
const board = COLUMNS.map((name) => new Column(name, document.querySelector(`[data-column=${name}]`), () => boardCard({ press, open: does.more, tick })));
const lists = () => board.filter(({ section }) => section.offsetParent).map(({ shown }) => shown);
const keys = boardKeys({
  lists, focus, question: (id) => room.items.get(id), act: does.act,
  general: {
    undo: takeBack,
    search: () => find("search").focus(),
    keys: keySheet,
    next: () => upNext(questions(room), 1).forEach(({ id }) => does.act("take", id)),
    select: (id) => id && tick(id),
  },
});

find("desk").append(theDesk.element);
find("connection").append(connectionLine(socket));
document.body.append(bar.element, undo.element);
find("keys").addEventListener("click", keySheet);
find("select").addEventListener("click", () => choose(!selecting));
find("search").addEventListener("input", () => draw({ force: true }));
find("search").addEventListener("keydown", ({ key }) => key === "Escape" && find("search").blur());
find("find").addEventListener("submit", (event) => event.preventDefault());
find("tabs").addEventListener("change", ({ target }) => (document.body.dataset.view = target.value));
find("board").addEventListener("focusin", () => board.forEach((column) => column.rove()));

async function deed(command, fields, options) {
  const ids = fields.ids ?? (fields.id ? [fields.id] : []);
  for (const id of ids) busy.add(id);
  draw();
  const next = leaves(command) && ids.length === 1 && keys.current() === ids[0] && followerOf(ids[0]);
  if (next) focus(next);
  const refusal = await deeds.do(command, fields, options);
  for (const id of ids) busy.delete(id);
  if (!refusal) for (const id of [...ids, ...(fields.into ? [fields.into] : [])]) own.set(id, Date.now());
  if (fields.ids && !refusal) choose(false);
  draw();
  return refusal;
}

/** Where the keyboard goes on to when a card is about to leave its column: the one below, else the one above. */
function followerOf(id) {
  const list = lists().filter((each) => each.includes(id));
  const below = neighbour(list, id, "down");
  const follower = below === id ? neighbour(list, id, "up") : below;
  return follower === id ? null : follower;
}

function press(action, id, event) {
  if (presses.meant(id, event)) does.act(action, id);
}

/** The card where it belongs and can be seen; what is about to leave a column does not count. */
const theCard = (id) => board.map((column) => column.card(id)).find((card) => card?.offsetParent && !card.hasAttribute("data-leaving"));

function focus(id) {
  const card = id && theCard(id);
  card?.focus({ preventScroll: true });
  card?.scrollIntoView({ block: "nearest" });
}

async function takeBack() {
  const before = room.items;
  const deed = await deeds.undo();
  for (const { id } of deed?.back ?? []) if (id) own.set(id, Date.now());
  const id = deed?.back[0].id;
  returning = id ? { id, before: before.get(id) } : null;
  undo.undid(deed);
  draw();
}

function touch(id) {
  touched.set(id, Date.now() + TOUCH_LASTS_MS);
  setTimeout(draw, TOUCH_LASTS_MS + 100); // whose mark is still there then is a colleague's
  socket.send("question.touch", { id }).catch(() => {}); // passing: a colleague not told is no harm
}

function tick(id) {
  selecting = true;
  if (!selected.delete(id)) selected.add(id);
  draw();
}

function choose(on) {
  selecting = on;
  if (!on) selected.clear();
  draw();
}

function draw({ force = false } = {}) {
  if (force) return drawNow(true);
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => drawNow(false));
}

function drawNow(force) {
  drawing = false;
  const item = theRoom(room);
  if (!item) return;
  const now = Date.now();
  for (const [id, until] of touched) if (until <= now) touched.delete(id);
  for (const [id, at] of own) if (now - at > OWN_MS) own.delete(id);
  const all = questions(room);
  for (const id of selected) if (!all.some((each) => each.id === id && ["pending", "published", "answering"].includes(each.status))) selected.delete(id);
  drawBoard(all, item, now, force);
  if (returning && room.items.get(returning.id) !== returning.before) {
    focus(returning.id);
    returning = null;
  }
  drawBar(item);
  theDesk.update(item);
  bar.update(all.filter(({ id }) => selected.has(id)), selecting);
  set(find("select"), { "aria-pressed": String(selecting) });
}

function drawBoard(all, { muted = NOBODY }, now, force) {
  const search = find("search").value.trim();
  const minute = Math.floor(now / 60_000);
  const shown = columns(all, search);
  const merged = mergedInto(all);
  const working = room.live.working;
  for (const column of board) {
    const cards = shown[column.name].map((question) => ({
      key: question.id,
      view: {
        question, muted, minute, selecting,
        merged: merged.get(question.id) ?? [],
        working: touched.get(question.id) > now ? null : working[question.id],
        busy: busy.has(question.id),
        selected: selected.has(question.id),
      },
    }));
    const mine = own.size && [...column.shown, ...cards.map(({ key }) => key)].some((id) => own.has(id));
    column.show(cards, { force: force || Boolean(mine), searching: Boolean(search) });
    write(document.querySelector(`[data-count=${column.name}]`), number(cards.length));
  }
}

function drawBar(item) {
  const waiting = withStatus(room, "pending").length;
  document.title = `${waiting ? `(${waiting}) ` : ""}${item.title} · suara`;
  write(find("title"), item.title);
  write(find("state"), t(`state.${item.state}`));
  set(find("state"), { class: `chip ${item.state === "open" ? "good" : ""}`, "data-state": item.state });
  write(find("desk-state"), t(`state.${item.state}`));
  const { people } = room.live;
  set(find("people"), { hidden: people === null });
  if (people !== null) write(find("people"), t("people", { n: people }));
}

socket.on("sync", (frame) => {
  const before = new Set(withStatus(room, "pending").map(({ id }) => id));
  const first = room.at === null;
  room = applySync(room, frame);
  const fresh = withStatus(room, "pending").filter(({ id }) => !before.has(id) && !own.has(id));
  if (!first && fresh.length) announcer.say(t("moderator.heard", { n: withStatus(room, "pending").length }), "waiting");
  draw();
});
socket.on("live", (live) => {
  room = applyLive(room, live);
  draw();
});
setInterval(draw, 20_000);
socket.open();
