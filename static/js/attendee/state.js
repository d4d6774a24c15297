// The attendee's state and everything that changes it. It joins the connection with the pure state
// (room.js, pending.js) and tells one listener that something is different; it knows no DOM.
import { newRef } from "../core/ref.js";
import * as waiting from "../core/pending.js";
import { applyLive, applySync, emptyRoom, takeAsk, takeBallot, takeVote } from "../core/room.js";
import { noteReceipts } from "./receipts.js";

export class AttendeeState {
  room = emptyRoom();
  pending = waiting.nothingPending();
  muted = false;
  /** Own questions keep the card they had while they were on their way: id → ref. */
  refOf = new Map();
  #voting = new Set();
  #casting = new Set();
  #catchingUp = true;

  #listener = { changed: () => {}, accepted: () => {}, complain: () => {} };

  constructor(socket) {
    this.socket = socket;
    socket.on("sync", (frame) => this.#synced(frame));
    socket.on("live", (live) => this.#become({ room: applyLive(this.room, live) }));
    socket.on("hello", () => {
      this.muted = false;
      this.#catchingUp = true; // the next sync tells what was missed
    });
  }

  /**
   * @param {(before: {room, pending}) => void} changed
   * @param {(fields: object) => void} accepted a question of one's own
   * @param {(refusal: Error) => void} complain about something that has no place of its own on the page
   */
  follow(listener) {
    this.#listener = listener;
  }

  /** What was on its way when the page was reloaded is still on its way. */
  resume() {
    for (const { command, ref, fields, promise } of this.socket.restored) {
      if (command === "question.ask") this.#follow(ref, fields, promise);
      if (command === "question.vote") this.vote(fields.id, fields.on, promise);
      if (command === "poll.answer") this.answer(fields.id, ballotOf(fields), promise);
      if (command === "question.edit") this.#act(fields.id, { name: "edit", text: fields.text }, promise);
    }
  }

  #synced(frame) {
    noteReceipts(frame, !this.#catchingUp, Date.now());
    this.#catchingUp = false;
    this.#become({ room: applySync(this.room, frame) });
  }

  ask(fields, ref = newRef()) {
    this.#follow(ref, fields, this.socket.send("question.ask", fields, { ref }));
  }

  askAgain(ref) {
    this.ask(this.pending.asks.get(ref).fields, ref);
  }

  discard(ref) {
    this.#become({ pending: waiting.askForgotten(this.pending, ref) });
  }

  edit(id, text) {
    return this.#act(id, { name: "edit", text }, this.socket.send("question.edit", { id, text }));
  }

  withdraw(id) {
    return this.#act(id, { name: "withdraw" }, this.socket.send("question.withdraw", { id }));
  }

  /** A change that was not saved is not wanted any more. */
  giveUp(id) {
    this.#become({ pending: waiting.actSettled(this.pending, id) });
  }

  /** Shown at once. While one vote is on its way, the last wish waits and goes after it. */
  vote(id, on, sent) {
    this.#become({ pending: waiting.voteWanted(this.pending, id, on) });
    if (!this.#voting.has(id)) this.#sendVote(id, sent);
  }

  async #sendVote(id, sent) {
    const on = this.pending.votes.get(id);
    this.#voting.add(id);
    try {
      const ok = await (sent ?? this.socket.send("question.vote", { id, on }));
      this.#voting.delete(id);
      this.#become({ room: takeVote(this.room, id, on, ok.votes) });
      if (this.pending.votes.get(id) !== on) return this.#sendVote(id);
    } catch (refusal) {
      this.#voting.delete(id);
      this.#heard(refusal);
      this.#listener.complain(refusal);
    }
    this.#become({ pending: waiting.voteSettled(this.pending, id) });
  }

  /** `fields`: {answer, took_ms?}. While one answer is on its way, the last wish waits and goes after it. */
  answer(poll, fields, sent) {
    this.#become({ pending: waiting.ballotSent(this.pending, poll, fields) });
    if (!this.#casting.has(poll)) this.#cast(poll, sent);
  }

  async #cast(poll, sent) {
    const { fields } = this.pending.ballots.get(poll);
    const wishedMore = () => this.pending.ballots.get(poll).fields !== fields;
    this.#casting.add(poll);
    try {
      await (sent ?? this.socket.send("poll.answer", { id: poll, ...fields }));
      this.#casting.delete(poll);
      this.#become({ room: takeBallot(this.room, poll, fields.answer) });
      if (wishedMore()) return this.#cast(poll);
      this.#become({ pending: waiting.ballotSettled(this.pending, poll) });
    } catch (refusal) {
      this.#casting.delete(poll);
      this.#heard(refusal);
      this.#become({ pending: waiting.ballotFailed(this.pending, poll, refusal.code) });
    }
  }

  /** A failed answer is not wanted any more: what was recorded before, if anything, counts. */
  forgetBallot(poll) {
    this.#become({ pending: waiting.ballotSettled(this.pending, poll) });
  }

  /** The nickname for quizzes; it stands on the leaderboard from the first answer on. */
  async nameYourself(name) {
    const ok = await this.socket.send("quiz.name", { name });
    this.standsAt({ ...this.room.mine.player, name: ok.name });
  }

  /** `player`: one's own {name, points?, rank?} in the quizzes, or null. */
  standsAt(player) {
    this.#become({ room: { ...this.room, mine: { ...this.room.mine, player } } });
  }

  async #follow(ref, fields, sent) {
    this.#become({ pending: waiting.askSent(this.pending, ref, fields) });
    try {
      const ok = await sent;
      this.refOf.set(ok.id, ref);
      this.#listener.accepted(fields);
      this.#become({ pending: waiting.askAccepted(this.pending, ref, ok), room: takeAsk(this.room, ok.id) });
    } catch (refusal) {
      this.#heard(refusal);
      this.#become({ pending: waiting.askFailed(this.pending, ref, refusal.code) });
    }
  }

  /** What was typed stays with its question when it was refused, until it is saved or given up. */
  async #act(id, act, sent) {
    this.#become({ pending: waiting.actSent(this.pending, id, act) });
    try {
      await sent;
      this.#become({ pending: waiting.actSettled(this.pending, id) });
    } catch (refusal) {
      this.#heard(refusal);
      this.#listener.complain(refusal);
      const { actFailed, actSettled } = waiting;
      this.#become({ pending: act.text ? actFailed(this.pending, id, refusal.code) : actSettled(this.pending, id) });
    }
  }

  #heard(refusal) {
    if (refusal.code === "muted") this.muted = true;
  }

  #become(change) {
    const before = { room: this.room, pending: this.pending };
    Object.assign(this, change);
    this.#listener.changed(before);
  }
}

/** What of a command is the answer itself. */
const ballotOf = ({ answer, took_ms }) => (took_ms === undefined ? { answer } : { answer, took_ms });
