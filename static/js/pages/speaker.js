// The speaker's page: what is being answered, what comes next, how much time is left.
import { stayAwake } from "../ui/awake.js";
import { connectionLine } from "../ui/connection.js";
import { nextRow } from "../speaker/nextrow.js";
import { noteLine } from "../speaker/note.js";
import { nowCard } from "../speaker/nowcard.js";
import { nameTab, set, write } from "../ui/dom.js";
import { CardList } from "../ui/list.js";
import { connect } from "../net/connect.js";
import { loadLater } from "../net/later.js";
import { begin, locale } from "../ui/locale.js";
import { Presses } from "../ui/presses.js";
import { beingAnswered, upNext } from "../core/queue.js";
import { applySync, emptyRoom } from "../core/room.js";
import { ofKind, questions, theRoom } from "../core/selectors.js";
import { refusalText, t } from "../core/text.js";
import { timeLeft } from "../core/timeleft.js";

const SHOWN = 5;
const OWN_MS = 1_500; // so long after one's own press the list follows at once
const byId = (id) => document.getElementById(id);

const socket = connect("speak", locale); // takes the key out of the address bar before anything is waited for
await begin();
let room = emptyRoom();
let actedAt = -Infinity;
const presses = new Presses();
let poll = null; // what shows polls, once there is one
const waiting = new Set(); // questions something was asked for and not answered yet

const note = noteLine({ read: () => act("speaker.read") });
const now = nowCard({ answered: (id) => act("question.answered", id) });
const list = new CardList(byId("queue"), {
  make: () => nextRow({ take, skip: (id, press) => presses.meant(id, press) && act("question.skip", id) }),
});
document.body.prepend(note.element);
byId("now").append(now.element);
byId("line").append(connectionLine(socket));

/** Whoever scrolled down to find a question answers it at the top of the page. */
async function take(id, press) {
  if (!presses.meant(id, press) || !(await act("question.take", id))) return;
  for (const scrolled of [document.scrollingElement, document.querySelector("main")]) scrolled.scrollTo({ top: 0, behavior: "smooth" });
}

/** Says whether it was done. */
async function act(command, id) {
  if (id) waiting.add(id);
  draw();
  const refused = await socket.send(command, id ? { id } : {}).then(() => null, (refusal) => refusal);
  waiting.delete(id);
  say(refused ? refusalText(refused) : "");
  actedAt = Date.now();
  draw();
  return !refused;
}

function say(words) {
  set(byId("empty"), { hidden: !words, class: words ? "bad" : "quiet" });
  write(byId("empty"), words);
}

function draw() {
  const item = theRoom(room);
  if (!item) return;
  const all = questions(room);
  const queue = upNext(all, SHOWN);
  nameTab(item.title);
  write(byId("title"), item.title);
  note.update(item.note);
  now.update(beingAnswered(all), waiting);
  list.show(queue.map((question) => ({ key: question.id, view: { question, waiting: waiting.has(question.id) } })), {
    force: Date.now() - actedAt < OWN_MS,
  });
  if (!queue.length) say(t("speaker.empty"));
  else if (byId("empty").textContent === t("speaker.empty")) say("");
  drawPoll();
  drawTime(item);
}

let loading = null;
function drawPoll() {
  const polls = ofKind(room, "poll");
  if (!poll && polls.length) loading ??= loadLater(socket, () => import("../speaker/polls.js")).then(showPolls);
  poll?.(room);
}

function showPolls({ speakerPolls }) {
  poll = speakerPolls(document.querySelector("main"));
  drawPoll();
}

function drawTime(item) {
  const time = timeLeft(item, Date.now());
  set(byId("time"), { hidden: !time, class: time && "over" in time ? "over" : "" });
  if (!time) return;
  if ("over" in time) write(byId("time"), t("speaker.over", { n: time.over }));
  else write(byId("time"), time.left < 1 ? t("speaker.last_minute") : t("speaker.left", { n: time.left }));
}

socket.on("sync", (frame) => {
  room = applySync(room, frame);
  draw();
});
setInterval(draw, 5_000);
stayAwake();
socket.open();
