// The attendee's page: joins connection, state and components.
import { AttendeeState } from "./attendee/state.js";
import { answeredCards, card, heard, listed, ownCount } from "./attendee/views.js";
import { Announcer } from "./announcer.js";
import { Composer } from "./components/composer.js";
import { connectionLine } from "./components/connection.js";
import { fateText } from "./components/fate.js";
import { Head } from "./components/head.js";
import { ownActions } from "./components/own.js";
import { questionCard } from "./components/question.js";
import { SimilarList } from "./components/similarlist.js";
import { Toast } from "./components/toast.js";
import { h, icon, write } from "./dom.js";
import { CardList } from "./list.js";
import { begin, connect } from "./page.js";
import { answering, open, theRoom, whyNotAsk } from "./selectors.js";
import { similar } from "./similar.js";
import { lasting } from "./storage.js";
import { number, refusalText, t } from "./text.js";

await begin();

const find = (id) => document.getElementById(id);
const socket = connect("attendee");
const toast = new Toast();
const announcer = new Announcer();
const head = new Head();
const state = new AttendeeState(socket, {
  changed: (before) => {
    listen(before);
    draw();
  },
  accepted: ({ text }) => composer.forget(text),
  complain: (refusal) => toast.say(refusalText(refusal)),
});
const composer = new Composer(socket.code, {
  ask: (fields) => {
    state.ask(fields);
    choose("mine");
    toTabs();
  },
  edit: (id, text) => state.edit(id, text),
});

let tab = lasting.get("suara:tab") === "new" ? "new" : "top";
let drawing = false;
const vote = (id, on) => state.vote(id, on);
const list = new CardList(find("list"), { make: () => attendeeCard(), hold: showPill, mayMove: nearTop });
const past = new CardList(find("answered-list"), { make: () => questionCard({ vote }), mayMove: () => true });
const nowCard = questionCard({ vote }, "div");
find("now-card").append(nowCard.element);
const alike = new SimilarList(find("ask-text"), find("similar"), {
  find: (text) => similar(text, open(state.room, "top")).map((question) => card(state, { question }).view),
  vote,
});
find("connection").append(connectionLine(socket));

for (const radio of document.querySelectorAll("input[name=tab]")) {
  radio.checked = radio.value === tab;
  radio.addEventListener("change", () => choose(radio.value));
}
find("pill").addEventListener("click", () => {
  list.settle();
  toTabs();
});
find("ask-open").addEventListener("click", () => {
  alike.refresh();
  composer.open();
});
state.resume();
socket.open();

function attendeeCard() {
  const { element, update } = questionCard({ vote });
  let actions = null; // only one's own cards need them
  return {
    element,
    update: (view) => {
      update(view);
      if (view.isMine && !actions) element.querySelector(".body").append((actions = actionsOnOwn()).element);
      actions?.update(view);
    },
  };
}

function actionsOnOwn() {
  return ownActions({
    edit: ({ question, ask }) => (ask ? (state.discard(ask.ref), composer.refill(ask.fields)) : composer.edit(question)),
    withdraw: ({ question }) => state.withdraw(question.id),
    again: ({ ask }) => state.askAgain(ask.ref),
    discard: ({ ask }) => {
      state.discard(ask.ref);
      composer.forget(ask.fields.text);
    },
  });
}

function choose(name) {
  tab = name;
  if (name !== "mine") lasting.set("suara:tab", name);
  document.querySelector(`input[name=tab][value=${name}]`).checked = true;
  drawNow({ force: true });
}

/** The tabs come to stand right below what sticks to the top of the page. */
function toTabs() {
  const covered = find("now").getBoundingClientRect().bottom;
  const stuck = getComputedStyle(find("now")).position === "sticky" && !find("now").hidden;
  const top = find("questions").getBoundingClientRect().top - (stuck ? Math.max(52, covered) : 52);
  if (top < 0) scrollBy({ top, behavior: "smooth" });
}

/** Cards may find their places only while the list's beginning is in sight; below it somebody reads. */
function nearTop() {
  return find("list").getBoundingClientRect().top > -40;
}

function showPill(waiting) {
  const pill = find("pill");
  pill.hidden = waiting === null || (waiting === 0 && nearTop()); // a mere order finds its own quiet moment up there
  if (!pill.hidden) write(pill, waiting ? t("waiting_new", { n: waiting }) : t("waiting_order"));
}

function listen(before) {
  if (before.room === state.room) return;
  for (const { topic, n, fate } of heard(before.room, state.room)) {
    announcer.say(fate ? t("heard_fate", { fate: fateText(fate) }) : t("heard_new", { n }), topic);
  }
  const [was, is] = [answering(before.room), answering(state.room)];
  if (before.room.at && is && is.id !== was?.id) announcer.say(t("heard_now", { text: is.text }), "now");
}

/** Several frames in one picture cost one drawing. */
function draw() {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => drawNow());
}

function drawNow({ force = false } = {}) {
  drawing = false;
  const item = theRoom(state.room);
  const shown = listed(state, tab);
  if (item) drawRoom(item);
  list.show(shown, { force });
  write(find("mine-count"), ownCount(state) ? number(ownCount(state)) : "");
  drawNowCard();
  drawPast();
  drawEmpty(item, shown.length);
}

function drawRoom(item) {
  find("skeletons").hidden = true;
  head.follow(item, { people: state.room.live.people, muted: state.muted });
  composer.follow(item);
  const why = state.muted ? "muted" : whyNotAsk(item);
  find("ask-open").disabled = Boolean(why);
  const words = why ? t(`why.${why}`) : t("ask.open");
  if (why && find("ask-words").textContent !== words) announcer.say(words, "why");
  write(find("ask-words"), words);
  if (item.state === "scheduled") learnZones();
}

function drawNowCard() {
  const question = answering(state.room);
  find("now").hidden = !question;
  if (question) nowCard.update(card(state, { question }).view);
}

function drawPast() {
  const cards = tab === "mine" ? [] : answeredCards(state);
  find("answered").hidden = !cards.length;
  write(find("answered-count"), number(cards.length));
  past.show(cards);
}

function drawEmpty(item, n) {
  const empty = find("empty");
  empty.hidden = !item || n > 0;
  if (empty.hidden) return;
  const asking = !whyNotAsk(item);
  const words = tab === "mine" ? ["empty.mine", "empty.mine_do"] : ["empty.open", asking ? "empty.open_do" : "empty.closed_do"];
  if (empty.dataset.words === words.join()) return;
  empty.dataset.words = words.join();
  empty.replaceChildren(icon("speech"), h("strong", {}, t(words[0])), h("p", {}, t(words[1])));
}

/** Only a room that has not begun needs the clocks of the conference's cities. */
async function learnZones() {
  if (learnZones.asked) return;
  learnZones.asked = true;
  try {
    const { conferences } = await (await fetch("/rooms.json")).json();
    head.knowZones(conferences.find(({ rooms }) => rooms.some(({ code }) => code === socket.code))?.zones ?? []);
    draw();
  } catch {
    // One's own time is shown then.
  }
}
