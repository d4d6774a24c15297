// Commands of a moderator: sent, reported, and for ten seconds offered to be undone.
import { inverse, undoable } from "./undo.js";

export class UndoableCommands {
  #done = [];

  /**
   * send(command, fields) resolves, or rejects with a refusal. stateBefore(id) returns what the inverse needs to know:
   * {question, poll, place, room, now}. onDone(sent, canUndo) is called after each success, onRefused(refusal, sent)
   * after each refusal. now() returns milliseconds.
   */
  constructor({ send, stateBefore, onDone, onRefused, now }) {
    Object.assign(this, { send, stateBefore, onDone, onRefused, now });
  }

  /**
   * Resolves with the refusal or null. `quiet`: the caller shows a refusal itself; onOk(ok) gets the server's answer.
   */
  async run(command, fields = {}, { quiet = false, onOk = () => {} } = {}) {
    const sent = { do: command, ...fields };
    const back = inverse(sent, this.stateBefore(fields.id));
    const refusal = await this.send(command, fields).then((ok) => {
      onOk(ok);
      return null;
    }, (refused) => refused);
    if (refusal) {
      if (!quiet) this.onRefused(refusal, sent);
      return refusal;
    }
    const done = back.length ? [{ sent, back, atMs: this.now() }] : [];
    this.#done = [...undoable(this.#done, this.now()), ...done];
    this.onDone(sent, done.length > 0);
    return null;
  }

  /**
   * Drops commands whose subject has changed since, so that they can't be undone any more. The change that a command
   * itself makes comes after its answer: until then isPossible(back) is false as well.
   */
  prune(isPossible) {
    this.#done = this.#done.filter((each) => {
      const possible = isPossible(each.back);
      const outlived = each.wasPossible && !possible;
      each.wasPossible ||= possible;
      return !outlived;
    });
  }

  get latest() {
    return undoable(this.#done, this.now()).at(-1) ?? null;
  }

  /** Undoes the latest command that is still offered. Resolves with {sent, back} or null. */
  async undo() {
    const latest = this.latest;
    if (!latest) return null;
    this.#done = this.#done.filter((each) => each !== latest);
    for (const { do: command, ...fields } of latest.back) {
      const refusal = await this.send(command, fields).then(() => null, (refused) => refused);
      if (refusal) this.onRefused(refusal, { do: command, ...fields });
    }
    return latest;
  }
}
