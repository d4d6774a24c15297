// The moderators' page: joins connection, state, board and desk.
import { Announcer } from "../ui/announcer.js";
import { leaves, together } from "../moderator/board/actions.js";
import { Deeds } from "../moderator/board/deeds.js";
import { drawBoardBar, drawPollCounts } from "../moderator/board/ui/boardbar.js";
import { boardKeys } from "../moderator/board/ui/boardkeys.js";
import { BoardView } from "../moderator/board/ui/boardview.js";
import { connectionLine } from "../ui/connection.js";
import { desk } from "../moderator/desk.js";
import { doings } from "../moderator/board/ui/doings.js";
import { keySheet } from "../moderator/board/ui/keysheet.js";
import { selectionBar } from "../moderator/board/ui/selection.js";
import { sides } from "../moderator/sides.js";
import { Toast } from "../ui/toast.js";
import { undoBar } from "../moderator/board/ui/undobar.js";
import { connect } from "../net/connect.js";
import { begin, locale } from "../ui/locale.js";
import { pollDesk } from "../moderator/polldesk.js";
import { Presses } from "../ui/presses.js";
import { TOUCH_S } from "../core/moderation.js";
import { upNext } from "../core/queue.js";
import { applyLive, applySync, emptyRoom } from "../core/room.js";
import { ofKind, questions, theRoom, withStatus } from "../core/selectors.js";
import { forThisTab } from "../core/storage.js";
import { refusalText, t } from "../core/text.js";

const OWN_MS = 2_000; // so long after one's own deed the columns it touched follow at once
const TOUCH_LASTS_MS = TOUCH_S * 1000 + 500; // and the way there
const keptKey = () => `suara:key:${socket.code}:moderate`; // for this tab only: files are opened by the key, over a reload too
const find = (id) => document.getElementById(id);

const socket = connect("moderate", locale); // takes the key out of the address bar before anything is waited for
await begin();
const toast = new Toast();
const announcer = new Announcer();
let room = emptyRoom();
let selecting = false;
let returning = null; // what was undone gets the keyboard back as soon as it stands in its place again
let drawing = false;
const selected = new Set();
const busy = new Set(); // ids of what was asked and not answered yet
const touched = new Map(); // id → until when a mark upon that card may be my own, and says nothing of a colleague
const own = new Map(); // id → until when the columns follow what I did to it

const presses = new Presses();
const deeds = new Deeds({
  send: (command, fields) => socket.send(command, fields),
  standing: (id) => ({
    question: room.items.get(id), poll: room.items.get(id), place: polls.placeOf(id), room: theRoom(room) ?? { settings: {} }, now: theRoom(room)?.now ?? null,
  }),
  told: (sent, deed) => undo.did(sent, Boolean(deed)),
  refused: (refusal) => toast.say(refusalText(refusal)),
});
const undo = undoBar(takeBack);
const does = doings({ deed, touch, room: () => room });
const bar = selectionBar({ act: (action) => does.together(action, [...selected]), cancel: () => choose(false) });
const theDesk = desk({ act: (command, fields) => deeds.do(command, fields).finally(draw), code: socket.code });
const card = { press: (action, id, event) => presses.meant(id, event) && does.act(action, id), open: does.more };
const board = new BoardView({ ...card, tick });
const side = sides();
const polls = pollDesk({
  deed, presses, code: socket.code, room: () => room, say: (words) => toast.say(words), shown: () => side.bring("polls", polls.element),
  send: (command, fields) => socket.send(command, fields),
  key: () => socket.key ?? forThisTab.get(keptKey()),
  entry: { ...card, busy: (id) => busy.has(id), own: (id) => own.has(id) },
});
const keys = boardKeys({
  move: (id, way) => polls.move(id, way) || board.move(id, way),
  question: (id) => room.items.get(id),
  act: does.act,
  general: {
    undo: takeBack,
    search: () => find("search").focus(),
    keys: keySheet,
    next: () => upNext(questions(room), 1).forEach(({ id }) => does.act("take", id)),
    select: (id) => id && tick(id),
    side: side.turn,
    ...polls.keys,
  },
});

find("desk").append(theDesk.element);
find("polls").append(polls.element);
find("connection").append(connectionLine(socket));
document.body.append(bar.element, undo.element);
find("keys").addEventListener("click", keySheet);
find("select").addEventListener("click", () => choose(!selecting));
find("search").addEventListener("input", () => drawNow({ force: true }));
find("search").addEventListener("keydown", ({ key }) => key === "Escape" && find("search").blur());
find("find").addEventListener("submit", (event) => event.preventDefault());

async function deed(command, fields, options) {
  const ids = fields.ids ?? (fields.id ? [fields.id] : []);
  for (const id of ids) busy.add(id);
  draw();
  if (leaves(command) && ids.length === 1 && keys.current() === ids[0]) board.focus(board.follower(ids[0]));
  const refusal = await deeds.do(command, fields, options);
  for (const id of ids) busy.delete(id);
  if (!refusal) follow(...ids, ...(fields.into ? [fields.into] : []));
  if (fields.ids && !refusal) choose(false);
  draw();
  return refusal;
}

async function takeBack() {
  const before = room.items;
  const taken = await deeds.undo();
  follow(...(taken?.back ?? []).flatMap(({ id }) => id ?? []));
  const id = taken?.back[0].id;
  returning = id ? { id, before: before.get(id) } : null;
  undo.undid(taken);
  draw();
}

function follow(...ids) {
  for (const id of ids) own.set(id, Date.now() + OWN_MS);
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

/** Several frames in one picture cost one drawing. */
function draw() {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => drawNow());
}

function drawNow({ force = false } = {}) {
  drawing = false;
  const item = theRoom(room);
  if (!item) return;
  const now = Date.now();
  for (const passing of [own, touched]) for (const [id, until] of passing) if (until <= now) passing.delete(id);
  for (const id of selected) if (!together([room.items.get(id) ?? {}]).length) selected.delete(id);
  drawBoard(item, Math.floor(now / 60_000), force);
  drawBoardBar(item, { people: room.live.people, waiting: withStatus(room, "pending").length, selecting });
  theDesk.update(item);
  polls.update({ busy, force: [...own.keys()].some((id) => room.items.get(id)?.kind === "poll") });
  drawPollCounts(ofKind(room, "poll"));
  bar.update(questions(room).filter(({ id }) => selected.has(id)), selecting);
}

function drawBoard({ muted }, minute, force) {
  const { working } = room.live;
  board.show(questions(room), {
    muted, own, force, search: find("search").value.trim(),
    view: ({ id }) => ({
      minute, selecting, working: touched.has(id) ? null : working[id], busy: busy.has(id), selected: selected.has(id),
    }),
  });
  if (!returning || room.items.get(returning.id) === returning.before) return;
  board.focus(returning.id);
  returning = null;
}

socket.on("sync", (frame) => {
  const before = new Set(withStatus(room, "pending").map(({ id }) => id));
  const first = room.at === null;
  room = applySync(room, frame);
  const waiting = withStatus(room, "pending");
  if (!first && waiting.some(({ id }) => !before.has(id) && !own.has(id))) announcer.say(t("moderator.heard", { n: waiting.length }), "waiting");
  draw();
});
socket.on("hello", () => socket.key && forThisTab.set(keptKey(), socket.key));
socket.on("live", (live) => {
  room = applyLive(room, live);
  draw();
});
setInterval(draw, 20_000);
socket.open();
