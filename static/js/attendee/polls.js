// The polls on the attendee's page. They load when the first poll arrives.
import { CardList } from "../ui/cardlist.js";
import { h, icon, write } from "../ui/dom.js";
import { emptyRoom } from "../core/room.js";
import { lasting } from "../core/storage.js";
import { number, t } from "../core/text.js";
import { clockOffset } from "../net/serverclock.js";
import { leaderboard } from "../polls/leaderboard.js";
import { endsAt, tookMs } from "../polls/model/timing.js";
import { translated } from "../polls/model/translated.js";
import { failureText } from "../polls/ownanswer.js";
import { pollCard } from "../polls/pollcard.js";
import { AnswerDrafts } from "./answerdrafts.js";
import { PollStack } from "./pollstack.js";
import { currentPolls, leaders, nextClosedHere, pastPolls, pollAnnouncements, pollView, whyNotAnswer } from "./pollviews.js";
import { scrollUpTo } from "./questiontabs.js";
import { QuizRank } from "./quizrank.js";
import { receiptOf } from "./receipts.js";

const TICK_MS = 250;
const find = (id) => document.getElementById(id);

export class AttendeePolls {
  #closedHere = new Set();
  #offsetMs = null; // of this clock from the server's; null until it is measured
  #isWaiting = false;
  #isInSight = true;
  #ticking = null;

  /**
   * @param {import("./page.js").AttendeePage} page
   * @param {boolean} wereThere whether polls were there when the page opened
   */
  constructor({ socket, state, announcements, tabs }, wereThere) {
    Object.assign(this, { socket, state, announcements, tabs });
    this.languages = navigator.languages ?? ["en"];
    this.drafts = new AnswerDrafts(this.socket.code);
    const make = () => pollCard(this.#handlers());
    const onWaiting = (waits) => {
      this.#isWaiting = waits;
      this.#drawPill();
    };
    this.stack = new PollStack(find("polls-list"), document.querySelector(".page"), { make, onWaiting, atOnce: wereThere });
    this.past = new CardList(find("past-polls-list"), { make });
    this.leaderboard = leaderboard();
    this.quizRank = new QuizRank(socket, (player) => state.setPlayer(player));
    this.quizRank.follow(emptyRoom(), state.room);
    this.pill = h("button.pill", { type: "button", hidden: true, onclick: () => this.#goToPolls() }, icon("down"), h("span"));
    find("connection").before(this.pill);
    new IntersectionObserver(([{ isIntersecting }]) => {
      this.#isInSight = isIntersecting;
      this.#drawPill();
    }).observe(find("polls"));
  }

  /** Called after every change. `before`: the state before it. */
  follow(before) {
    this.#closedHere = nextClosedHere(this.#closedHere, before.room, this.state.room);
    this.quizRank.follow(before.room, this.state.room);
    for (const { topic, poll } of pollAnnouncements(before.room, this.state.room)) {
      const { prompt } = translated(poll, this.languages);
      this.announcements.announce(t(poll.state === "open" ? "poll.heard_open" : "poll.heard_closed", { prompt }), topic);
    }
    for (const [id, was] of before.pending.ballots) this.#onBallot(id, was, this.state.pending.ballots.get(id));
  }

  /** Announces that an answer was recorded or failed. A recorded answer's draft is dropped. */
  #onBallot(id, was, is) {
    const poll = this.state.room.items.get(id);
    if (!poll || was === is) return;
    if (!is) this.drafts.keep(poll, null);
    if (was.state !== "sending" || is?.state === "sending") return;
    this.announcements.announce(is ? failureText(is) : t("poll.recorded"), `answer ${id}`);
  }

  /** `force`: the person chose to see it, so the cards may take their places at once. */
  show(force) {
    const { room } = this.state;
    const [above, below] = [currentPolls(room, this.#closedHere), pastPolls(room, this.#closedHere)];
    if (room.at) this.drafts.prune(room.items);
    this.stack.show(above.map((poll) => this.#card(poll)));
    this.past.show(below.map((poll) => this.#card(poll)), { force });
    this.tabs.offerPolls(below.length);
    write(find("polls-count"), below.length ? number(below.length) : "");
    this.#drawLeaderboard(above);
    this.#drawPill();
    this.#runClocks(above);
  }

  #drawLeaderboard(above) {
    const { room } = this.state;
    this.leaderboard.update(leaders(room), room.mine.player);
    const { element } = this.leaderboard;
    const isAbove = above.some(({ type, state }) => type === "quiz" && state === "closed");
    const place = find(isAbove ? "polls" : "past-polls");
    if (element.parentElement !== place) isAbove ? place.append(element) : place.prepend(element);
  }

  #card(poll) {
    const why = whyNotAnswer(this.state);
    return {
      key: poll.id,
      view: {
        ...pollView(this.state, poll),
        languages: this.languages,
        draft: this.drafts.get(poll),
        nickname: lasting.get("suara:nickname"),
        why: why && t(why),
        mayPutAway: this.#closedHere.has(poll.id),
      },
    };
  }

  #handlers() {
    return {
      send: (poll, answer) => this.#send(poll, answer),
      name: (nickname) => this.#name(nickname),
      keep: (poll, draft) => this.drafts.keep(poll, draft),
      forget: ({ id }) => this.state.forgetBallot(id),
      announce: (words, topic) => this.announcements.announce(words, topic),
      vote: (id, on) => this.state.vote(id, on),
      putAway: ({ id }) => {
        this.#closedHere = new Set([...this.#closedHere].filter((each) => each !== id));
        this.show();
        this.stack.arrangeNow();
        document.querySelector("input[name=tab]:checked").focus({ preventScroll: true });
      },
    };
  }

  #send(poll, answer) {
    const took = poll.type === "quiz" ? tookMs(poll, receiptOf(poll), this.#offsetMs ?? 0, Date.now()) : undefined;
    this.state.answer(poll.id, took === undefined ? { answer } : { answer, took_ms: took });
  }

  /** Resolves with the refusal, if there is one. */
  #name(nickname) {
    lasting.set("suara:nickname", nickname);
    return this.state.nameYourself(nickname).catch((refusal) => refusal);
  }

  #goToPolls() {
    this.stack.arrangeNow();
    const first = this.#unanswered()[0];
    const card = first && this.stack.card(first.id);
    scrollUpTo(card?.element ?? find("polls"));
    card?.focus();
  }

  #unanswered() {
    const { room, pending } = this.state;
    return currentPolls(room, new Set()).filter(({ id }) => room.mine.ballots[id] === undefined && !pending.ballots.has(id));
  }

  #drawPill() {
    const n = this.#unanswered().length;
    this.pill.hidden = !n || (this.#isInSight && !this.#isWaiting);
    write(this.pill.lastChild, t("poll.pill", { n }));
  }

  /** Clocks run only while a timed poll is open. */
  #runClocks(above) {
    const timed = above.filter((poll) => poll.state === "open" && poll.closes_at);
    if (timed.length && this.#offsetMs === null) this.#measureOffset();
    clearInterval(this.#ticking);
    for (const poll of above) if (!timed.includes(poll)) this.stack.card(poll.id)?.tick(null);
    if (!timed.length) return;
    const tick = () => {
      for (const poll of timed) this.stack.card(poll.id)?.tick(endsAt(poll, receiptOf(poll), this.#offsetMs ?? 0) - Date.now());
    };
    tick();
    this.#ticking = setInterval(tick, TICK_MS);
  }

  async #measureOffset() {
    this.#offsetMs = 0;
    this.#offsetMs = await clockOffset();
  }
}
