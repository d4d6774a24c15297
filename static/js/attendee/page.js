// Joins state and components: what each shows, and what each press does.
import { connectionLine } from "../ui/connection.js";
import { Head } from "./head.js";
import { showAddress } from "../ui/share.js";
import { Toast } from "../ui/toast.js";
import { h, icon, write } from "../ui/dom.js";
import { answering, hasPoll, theRoom, whyNotAsk, whyNotReact } from "../core/selectors.js";
import { number, refusalText, t } from "../core/text.js";
import { loadLater } from "../net/later.js";
import { attendeeCard } from "./owncard.js";
import { Lists } from "./lists.js";
import { Reader } from "./reader.js";
import { loadSheet } from "../ui/stylesheets.js";
import { card, ownCount } from "./views.js";
import { zonesOf } from "./zones.js";

const find = (id) => document.getElementById(id);

export class AttendeePage {
  composer = null;
  #drawing = false;
  #zones = null;
  #asking = null;
  #polls = null;
  #pollsFetched = null;
  #reacting = null;

  constructor(socket, state) {
    Object.assign(this, { socket, state });
    this.head = new Head();
    this.reader = new Reader();
    const edits = () => this.composer;
    this.lists = new Lists(state, { make: () => attendeeCard(state, edits), chosen: () => this.drawNow({ force: true }) });
    this.now = attendeeCard(state, edits, "div");
    find("now-card").append(this.now.element);
    find("connection").append(connectionLine(socket));
    showAddress(socket.code);
    this.toast = new Toast();
    this.#follow();
  }

  async #loadAsking() {
    const { prepareAsking } = await loadLater(this.socket, () => import("./asking.js"));
    const asked = () => {
      this.lists.choose("mine");
      this.lists.toTabs();
    };
    this.composer = prepareAsking(this.socket.code, this.state, { asked });
    this.state.resume();
    this.draw();
    whenIdle(() => this.#fetchPolls());
  }

  /** Most talks have no poll at first. When one opens, not everybody should ask for this in the same second. */
  #fetchPolls() {
    this.#pollsFetched ??= Promise.all([loadLater(this.socket, () => import("./polls.js")), loadSheet("polls")]);
    return this.#pollsFetched;
  }

  async #loadPolls(wereThere) {
    const [{ AttendeePolls }] = await this.#fetchPolls();
    this.polls = new AttendeePolls(this, wereThere);
    this.draw();
  }

  async #loadReactions() {
    const [{ Reactions }] = await Promise.all([loadLater(this.socket, () => import("./reactions.js")), loadSheet("reactions")]);
    this.reactions = new Reactions(this);
    this.draw();
  }

  #follow() {
    this.state.follow({
      changed: (before) => {
        this.reader.follow(before.room, this.state.room);
        this.polls?.follow(before);
        if (before.room.live !== this.state.room.live) this.reactions?.heard(this.state.room.live.reactions);
        this.draw();
      },
      accepted: ({ text }) => this.composer?.forget(text),
      complain: (refusal) => this.toast.say(refusalText(refusal)),
    });
    this.draw();
  }

  /** Several frames in one picture cost one drawing. */
  draw() {
    if (this.#drawing) return;
    this.#drawing = true;
    requestAnimationFrame(() => this.drawNow());
  }

  drawNow({ force = false } = {}) {
    this.#drawing = false;
    const item = theRoom(this.state.room);
    if (item) this.#drawRoom(item);
    if (hasPoll(this.state.room)) this.#polls ??= this.#loadPolls(!this.#asking);
    if (item && !this.#asking) this.#asking = whenIdle(() => this.#loadAsking());
    this.polls?.show(force);
    const n = this.lists.show(force);
    write(find("mine-count"), ownCount(this.state) ? number(ownCount(this.state)) : "");
    this.#drawNowCard();
    this.#drawEmpty(item, n);
  }

  #drawRoom(item) {
    find("skeletons").hidden = true;
    this.head.follow(item, { people: this.state.room.live.people, muted: this.state.muted });
    this.composer?.follow(item);
    const why = this.state.muted ? "muted" : whyNotAsk(item);
    find("ask-open").disabled = Boolean(why) || !this.composer;
    const words = why ? t(`why.${why}`) : t("ask.open");
    if (why && find("ask-words").textContent !== words) this.reader.say(words, "why");
    write(find("ask-words"), words);
    if (this.composer && item.settings.reactions?.length) this.#reacting ??= this.#loadReactions();
    this.reactions?.follow(item, this.state.muted || whyNotReact(item));
    if (item.state === "scheduled") this.#learnZones();
  }

  #drawNowCard() {
    const question = answering(this.state.room);
    find("now").hidden = !question;
    if (question) this.now.update(card(this.state, { question }).view);
  }

  #drawEmpty(item, n) {
    const empty = find("empty");
    empty.hidden = !item || n > 0;
    if (empty.hidden) return;
    const asking = !whyNotAsk(item);
    const words = this.lists.tab === "mine" ? ["empty.mine", "empty.mine_do"] : ["empty.open", asking ? "empty.open_do" : "empty.closed_do"];
    if (empty.dataset.words === words.join()) return;
    empty.dataset.words = words.join();
    empty.replaceChildren(icon("speech"), h("strong", {}, t(words[0])), h("p", {}, t(words[1])));
  }

  /** Only a room that has not begun needs the clocks of the conference's cities. */
  async #learnZones() {
    if (this.#zones) return;
    this.#zones = zonesOf(this.socket.code);
    this.head.knowZones(await this.#zones);
    this.draw();
  }
}

/** Soon, but after what is on show has been drawn; Safari has no idle callback. */
function whenIdle(action) {
  return globalThis.requestIdleCallback?.(action, { timeout: 1000 }) ?? setTimeout(action, 200);
}
