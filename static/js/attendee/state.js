// The attendee's state and the commands that change it. It joins the connection with the pure state (room.js,
// pending.js) and tells one listener about each change. It knows no DOM.
import { newRef } from "../core/commands.js";
import * as overlay from "../core/pending.js";
import { applyOwnAsk, applyOwnBallot, applyOwnVote } from "../core/room.js";
import { RoomState } from "../core/roomstate.js";
import { noteReceipts } from "./receipts.js";

export class AttendeeState extends RoomState {
  /** accepted(fields): the server accepted an own question; refused(refusal): one that no card shows. */
  listener = { changed: () => {}, accepted: () => {}, refused: () => {} };
  pending = overlay.nothingPending();
  muted = false;
  /** id → ref of own questions. They keep the card that they had before the server accepted them. */
  refOf = new Map();
  #voting = new Set();
  #casting = new Set();
  #catchingUp = true;

  constructor(socket) {
    super(socket);
    socket.on("hello", () => {
      this.muted = false;
      this.#catchingUp = true; // the next sync brings what was missed
    });
  }

  /** Follows the commands that were unsettled when the page was reloaded. */
  resume() {
    for (const { command, ref, fields, promise } of this.socket.restored) {
      if (command === "question.ask") this.#followAsk(ref, fields, promise);
      if (command === "question.vote") this.vote(fields.id, fields.on, promise);
      if (command === "poll.answer") this.answer(fields.id, ballotOf(fields), promise);
      if (command === "question.edit") this.#followChange(fields.id, { name: "edit", text: fields.text }, promise);
    }
  }

  onSync(frame) {
    noteReceipts(frame, !this.#catchingUp, Date.now());
    this.#catchingUp = false;
    super.onSync(frame);
  }

  ask(fields, ref = newRef()) {
    this.#followAsk(ref, fields, this.socket.send("question.ask", fields, { ref }));
  }

  askAgain(ref) {
    this.ask(this.pending.asks.get(ref).fields, ref);
  }

  discard(ref) {
    this.update({ pending: overlay.askForgotten(this.pending, ref) });
  }

  edit(id, text) {
    return this.#followChange(id, { name: "edit", text }, this.socket.send("question.edit", { id, text }));
  }

  withdraw(id) {
    return this.#followChange(id, { name: "withdraw" }, this.socket.send("question.withdraw", { id }));
  }

  /** Drops a change that was not saved. */
  giveUp(id) {
    this.update({ pending: overlay.changeSettled(this.pending, id) });
  }

  /** Votes. While a vote is being sent, the latest choice waits and is sent after it. `sent`: the promise of one sent already. */
  vote(id, on, sent) {
    this.update({ pending: overlay.voteWanted(this.pending, id, on) });
    if (!this.#voting.has(id)) this.#sendVote(id, sent);
  }

  async #sendVote(id, sent) {
    const on = this.pending.votes.get(id);
    this.#voting.add(id);
    try {
      const ok = await (sent ?? this.socket.send("question.vote", { id, on }));
      this.#voting.delete(id);
      this.update({ room: applyOwnVote(this.room, id, on, ok.votes) });
      if (this.pending.votes.get(id) !== on) return this.#sendVote(id);
    } catch (refusal) {
      this.#voting.delete(id);
      this.#noteMuted(refusal);
      this.listener.refused(refusal);
    }
    this.update({ pending: overlay.voteSettled(this.pending, id) });
  }

  /** Answers a poll with {answer, took_ms?}. While an answer is being sent, the latest one waits and is sent after it. */
  answer(poll, fields, sent) {
    this.update({ pending: overlay.ballotSent(this.pending, poll, fields) });
    if (!this.#casting.has(poll)) this.#cast(poll, sent);
  }

  async #cast(poll, sent) {
    const { fields } = this.pending.ballots.get(poll);
    const hasNewer = () => this.pending.ballots.get(poll).fields !== fields;
    this.#casting.add(poll);
    try {
      await (sent ?? this.socket.send("poll.answer", { id: poll, ...fields }));
      this.#casting.delete(poll);
      this.update({ room: applyOwnBallot(this.room, poll, fields.answer) });
      if (hasNewer()) return this.#cast(poll);
      this.update({ pending: overlay.ballotSettled(this.pending, poll) });
    } catch (refusal) {
      this.#casting.delete(poll);
      this.#noteMuted(refusal);
      this.update({ pending: overlay.ballotFailed(this.pending, poll, refusal.code) });
    }
  }

  /** Drops a failed answer. What was recorded before, if anything, counts. */
  forgetBallot(poll) {
    this.update({ pending: overlay.ballotSettled(this.pending, poll) });
  }

  /** Sets the nickname for quizzes. It is on the leaderboard from the first answer on. */
  async nameYourself(name) {
    const ok = await this.socket.send("quiz.name", { name });
    this.setPlayer({ ...this.room.mine.player, name: ok.name });
  }

  /** `player`: this person's {name, points?, rank?} in the quizzes, or null. */
  setPlayer(player) {
    this.update({ room: { ...this.room, mine: { ...this.room.mine, player } } });
  }

  async #followAsk(ref, fields, sent) {
    this.update({ pending: overlay.askSent(this.pending, ref, fields) });
    try {
      const ok = await sent;
      this.refOf.set(ok.id, ref);
      this.listener.accepted(fields);
      this.update({ pending: overlay.askAccepted(this.pending, ref, ok), room: applyOwnAsk(this.room, ok.id) });
    } catch (refusal) {
      this.#noteMuted(refusal);
      this.update({ pending: overlay.askFailed(this.pending, ref, refusal.code) });
    }
  }

  /** A refused text stays with its question until it is saved or dropped. */
  async #followChange(id, change, sent) {
    this.update({ pending: overlay.changeSent(this.pending, id, change) });
    try {
      await sent;
      this.update({ pending: overlay.changeSettled(this.pending, id) });
    } catch (refusal) {
      this.#noteMuted(refusal);
      this.listener.refused(refusal);
      const { changeFailed, changeSettled } = overlay;
      this.update({ pending: change.text ? changeFailed(this.pending, id, refusal.code) : changeSettled(this.pending, id) });
    }
  }

  #noteMuted(refusal) {
    if (refusal.code === "muted") this.muted = true;
  }
}

/** The fields of a `poll.answer` command that belong to the ballot. */
const ballotOf = ({ answer, took_ms }) => (took_ms === undefined ? { answer } : { answer, took_ms });
