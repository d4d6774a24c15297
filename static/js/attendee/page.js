// The attendee's page: shows the state and passes on what the person does.
import { connectionLine } from "../ui/connectionline.js";
import { h, icon, write } from "../ui/dom.js";
import { showAddress } from "../ui/roomaddress.js";
import { loadStylesheet } from "../ui/stylesheets.js";
import { Toast } from "../ui/toast.js";
import { currentQuestion, hasPoll, roomItem, whyNotAsk, whyNotReact } from "../core/selectors.js";
import { number, refusalText, t } from "../core/text.js";
import { fetchZones } from "../net/conferences.js";
import { loadLater } from "../net/later.js";
import { attendeeCard } from "./attendeecard.js";
import { Header } from "./header.js";
import { LiveAnnouncements } from "./liveannouncements.js";
import { card, ownCount } from "./questionviews.js";
import { QuestionTabs } from "./questiontabs.js";

const find = (id) => document.getElementById(id);

export class AttendeePage {
  composer = null;
  #isDrawing = false;
  #zones = null;
  #askingLoads = null;
  #pollsLoad = null;
  #pollsFetched = null;
  #reactionsLoad = null;

  constructor(socket, state) {
    Object.assign(this, { socket, state });
    this.header = new Header();
    this.announcements = new LiveAnnouncements();
    const composer = () => this.composer;
    this.tabs = new QuestionTabs(state, { make: () => attendeeCard(state, composer), onChoose: () => this.drawNow({ force: true }) });
    this.currentCard = attendeeCard(state, composer, "div");
    find("now-card").append(this.currentCard.element);
    find("connection").append(connectionLine(socket));
    showAddress(socket.code);
    this.toast = new Toast();
    this.#listen();
  }

  async #loadAsking() {
    const { prepareAsking } = await loadLater(this.socket, () => import("./asking.js"));
    const onAsk = () => {
      this.tabs.choose("mine");
      this.tabs.scrollHere();
    };
    this.composer = prepareAsking(this.socket.code, this.state, { onAsk });
    this.state.resume();
    this.draw();
    whenIdle(() => this.#fetchPolls());
  }

  /**
   * Most talks have no poll at first, so a first visit does not load what polls need. It is fetched when the browser is
   * idle: if a poll opens, not everybody should request it in the same second.
   */
  #fetchPolls() {
    this.#pollsFetched ??= Promise.all([loadLater(this.socket, () => import("./polls.js")), loadStylesheet("polls")]);
    return this.#pollsFetched;
  }

  async #loadPolls(wereThere) {
    const [{ AttendeePolls }] = await this.#fetchPolls();
    this.polls = new AttendeePolls(this, wereThere);
    this.draw();
  }

  async #loadReactions() {
    const [{ Reactions }] = await Promise.all([loadLater(this.socket, () => import("./reactions.js")), loadStylesheet("reactions")]);
    this.reactions = new Reactions(this);
    this.draw();
  }

  #listen() {
    this.state.listen({
      changed: (before) => {
        this.announcements.follow(before.room, this.state.room);
        this.polls?.follow(before);
        if (before.room.live !== this.state.room.live) this.reactions?.show(this.state.room.live.reactions);
        this.draw();
      },
      accepted: ({ text }) => this.composer?.forget(text),
      refused: (refusal) => this.toast.show(refusalText(refusal)),
    });
    this.draw();
  }

  /** Draws once per animation frame, however many changes there were. */
  draw() {
    if (this.#isDrawing) return;
    this.#isDrawing = true;
    requestAnimationFrame(() => this.drawNow());
  }

  drawNow({ force = false } = {}) {
    this.#isDrawing = false;
    const item = roomItem(this.state.room);
    if (item) this.#drawRoom(item);
    if (hasPoll(this.state.room)) this.#pollsLoad ??= this.#loadPolls(!this.#askingLoads);
    if (item && !this.#askingLoads) this.#askingLoads = whenIdle(() => this.#loadAsking());
    this.polls?.show(force);
    const n = this.tabs.show(force);
    write(find("mine-count"), ownCount(this.state) ? number(ownCount(this.state)) : "");
    this.#drawCurrentQuestion();
    this.#drawEmpty(item, n);
  }

  #drawRoom(item) {
    find("skeletons").hidden = true;
    this.header.follow(item, { people: this.state.room.live.people, muted: this.state.muted });
    this.composer?.follow(item);
    const why = this.state.muted ? "muted" : whyNotAsk(item);
    find("ask-open").disabled = Boolean(why) || !this.composer;
    const words = why ? t(`why.${why}`) : t("ask.open");
    if (why && find("ask-words").textContent !== words) this.announcements.announce(words, "why");
    write(find("ask-words"), words);
    if (this.composer && item.settings.reactions?.length) this.#reactionsLoad ??= this.#loadReactions();
    this.reactions?.follow(item, this.state.muted || whyNotReact(item));
    if (item.state === "scheduled") this.#loadZones();
  }

  #drawCurrentQuestion() {
    const question = currentQuestion(this.state.room);
    find("now").hidden = !question;
    if (question) this.currentCard.update(card(this.state, { question }).view);
  }

  #drawEmpty(item, n) {
    const empty = find("empty");
    empty.hidden = !item || n > 0;
    if (empty.hidden) return;
    const mayAsk = !whyNotAsk(item);
    const words = this.tabs.tab === "mine" ? ["empty.mine", "empty.mine_do"] : ["empty.open", mayAsk ? "empty.open_do" : "empty.closed_do"];
    if (empty.dataset.words === words.join()) return;
    empty.dataset.words = words.join();
    empty.replaceChildren(icon("speech"), h("strong", {}, t(words[0])), h("p", {}, t(words[1])));
  }

  /** Only a room that has not begun shows the clocks of the conference's cities. */
  async #loadZones() {
    if (this.#zones) return;
    this.#zones = fetchZones(this.socket.code);
    this.header.setZones(await this.#zones);
    this.draw();
  }
}

/** Runs `action` soon, after the current drawing. Safari has no idle callback. */
function whenIdle(action) {
  return globalThis.requestIdleCallback?.(action, { timeout: 1000 }) ?? setTimeout(action, 200);
}
