// Everything about polls on the attendee's page; it loads when the first poll arrives.
import { failure } from "../polls/ownline.js";
import { pollCard } from "../polls/pollcard.js";
import { leaderboard } from "../polls/leaderboard.js";
import { endsAt, tookMs } from "../polls/model/timing.js";
import { worded } from "../polls/model/worded.js";
import { CardList } from "../ui/list.js";
import { h, icon, write } from "../ui/dom.js";
import { lasting } from "../core/storage.js";
import { number, t } from "../core/text.js";
import { Drafts } from "./drafts.js";
import { bringUp } from "./lists.js";
import { heardOfPolls, leaders, onTop, past, pollView, staying, whyNotAnswer } from "./pollviews.js";
import { PollStack } from "./pollstack.js";
import { receiptOf } from "./receipts.js";
import { clockAhead } from "../net/serverclock.js";
import { Standing } from "./standing.js";
import { emptyRoom } from "../core/room.js";

const TICK_MS = 250;
const find = (id) => document.getElementById(id);

export class AttendeePolls {
  #closedHere = new Set();
  #ahead = null;
  #held = false;
  #inSight = true;
  #ticking = null;

  /** @param {import("./page.js").AttendeePage} page  `wereThere`: polls were there when the page opened */
  constructor({ socket, state, reader, lists }, wereThere) {
    Object.assign(this, { socket, state, reader, lists });
    this.languages = navigator.languages ?? ["en"];
    this.drafts = new Drafts(this.socket.code);
    const make = () => pollCard(this.#deeds());
    const held = (holds) => {
      this.#held = holds;
      this.#drawPill();
    };
    this.stack = new PollStack(find("polls-list"), document.querySelector(".page"), { make, held, atOnce: wereThere });
    this.past = new CardList(find("past-polls-list"), { make });
    this.board = leaderboard();
    this.standing = new Standing(socket, (player) => state.standsAt(player));
    this.standing.follow(emptyRoom(), state.room);
    this.pill = h("button.pill", { type: "button", hidden: true, onclick: () => this.#toPolls() }, icon("down"), h("span"));
    find("connection").before(this.pill);
    new IntersectionObserver(([{ isIntersecting }]) => {
      this.#inSight = isIntersecting;
      this.#drawPill();
    }).observe(find("polls"));
  }

  /** After every change; `before`: the state as it was. */
  follow(before) {
    this.#closedHere = staying(this.#closedHere, before.room, this.state.room);
    this.standing.follow(before.room, this.state.room);
    for (const { topic, poll } of heardOfPolls(before.room, this.state.room)) {
      const { prompt } = worded(poll, this.languages);
      this.reader.say(t(poll.state === "open" ? "poll.heard_open" : "poll.heard_closed", { prompt }), topic);
    }
    for (const [id, was] of before.pending.ballots) this.#settled(id, was, this.state.pending.ballots.get(id));
  }

  /** That an answer was recorded is said, and its draft has served. */
  #settled(id, was, is) {
    const poll = this.state.room.items.get(id);
    if (!poll || was === is) return;
    if (!is) this.drafts.keep(poll, null);
    if (was.state !== "sending" || is?.state === "sending") return;
    this.reader.say(is ? failure(is) : t("poll.recorded"), `answer ${id}`);
  }

  /** `force`: the person chose to see it, so it may take its places at once. */
  show(force) {
    const { room } = this.state;
    const [above, below] = [onTop(room, this.#closedHere), past(room, this.#closedHere)];
    if (room.at) this.drafts.prune(room.items);
    this.stack.show(above.map((poll) => this.#card(poll)));
    this.past.show(below.map((poll) => this.#card(poll)), { force });
    this.lists.offerPolls(below.length);
    write(find("polls-count"), below.length ? number(below.length) : "");
    this.board.update(leaders(room), room.mine.player);
    const place = above.some(({ type, state }) => type === "quiz" && state === "closed") ? find("polls") : find("past-polls");
    if (this.board.element.parentElement !== place) place === find("polls") ? place.append(this.board.element) : place.prepend(this.board.element);
    this.#drawPill();
    this.#time(above);
  }

  #card(poll) {
    const why = whyNotAnswer(this.state);
    return {
      key: poll.id,
      view: {
        ...pollView(this.state, poll),
        languages: this.languages,
        draft: this.drafts.of(poll),
        nickname: lasting.get("suara:nickname"),
        why: why && t(why),
        mayPutAway: this.#closedHere.has(poll.id),
      },
    };
  }

  #deeds() {
    return {
      send: (poll, answer) => this.#send(poll, answer),
      name: (nickname) => this.#name(nickname),
      keep: (poll, draft) => this.drafts.keep(poll, draft),
      forget: ({ id }) => this.state.forgetBallot(id),
      say: (words, topic) => this.reader.say(words, topic),
      vote: (id, on) => this.state.vote(id, on),
      putAway: ({ id }) => {
        this.#closedHere = new Set([...this.#closedHere].filter((each) => each !== id));
        this.show();
        this.stack.settle();
        document.querySelector("input[name=tab]:checked").focus({ preventScroll: true });
      },
    };
  }

  #send(poll, answer) {
    const took = poll.type === "quiz" ? tookMs(poll, receiptOf(poll), this.#ahead ?? 0, Date.now()) : undefined;
    this.state.answer(poll.id, took === undefined ? { answer } : { answer, took_ms: took });
  }

  /** Resolves with the refusal, if there is one. */
  #name(nickname) {
    lasting.set("suara:nickname", nickname);
    return this.state.nameYourself(nickname).catch((refusal) => refusal);
  }

  #toPolls() {
    this.stack.settle();
    const open = this.#unanswered()[0];
    const card = open && this.stack.card(open.id);
    bringUp(card?.element ?? find("polls"));
    card?.focus();
  }

  #unanswered() {
    const { room, pending } = this.state;
    return onTop(room, new Set()).filter(({ id }) => room.mine.ballots[id] === undefined && !pending.ballots.has(id));
  }

  #drawPill() {
    const n = this.#unanswered().length;
    this.pill.hidden = !n || (this.#inSight && !this.#held);
    write(this.pill.lastChild, t("poll.pill", { n }));
  }

  /** Clocks run only while a timed poll is open. */
  #time(above) {
    const timed = above.filter((poll) => poll.state === "open" && poll.closes_at);
    if (timed.length && this.#ahead === null) this.#learnAhead();
    clearInterval(this.#ticking);
    for (const poll of above) if (!timed.includes(poll)) this.stack.card(poll.id)?.tick(null);
    if (!timed.length) return;
    const tick = () => {
      for (const poll of timed) this.stack.card(poll.id)?.tick(endsAt(poll, receiptOf(poll), this.#ahead ?? 0) - Date.now());
    };
    tick();
    this.#ticking = setInterval(tick, TICK_MS);
  }

  async #learnAhead() {
    this.#ahead = 0;
    this.#ahead = await clockAhead();
  }
}
