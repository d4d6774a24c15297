// What this moderator did: sent, told about, and for ten seconds offered for undoing.
import { inverse, stillOffered } from "./undo.js";

export class Deeds {
  #done = [];

  /**
   * send(command, fields) resolves or rejects with a refusal; standing(id) says what is true before it: {question, poll, place, room, now};
   * told(sent, deed | null) after each success, with what can be undone; refused(refusal, sent).
   */
  constructor({ send, standing, told, refused, now = Date.now }) {
    Object.assign(this, { send, standing, told, refused, now });
  }

  /** Resolves with the refusal, or null. `quiet`: whoever asks shows a refusal themselves; heard(ok): what the server said. */
  async do(command, fields = {}, { quiet = false, heard = () => {} } = {}) {
    const sent = { do: command, ...fields };
    const back = inverse(sent, this.standing(fields.id));
    const refusal = await this.send(command, fields).then((ok) => {
      heard(ok);
      return null;
    }, (no) => no);
    if (refusal) {
      if (!quiet) this.refused(refusal, sent);
      return refusal;
    }
    const deed = back.length ? { sent, back, atMs: this.now() } : null;
    this.#done = [...stillOffered(this.#done, this.now()), ...(deed ? [deed] : [])];
    this.told(sent, deed);
    return null;
  }

  get latest() {
    return stillOffered(this.#done, this.now()).at(-1) ?? null;
  }

  /** Takes back the latest deed still offered; what had several parts is taken back in parts. */
  async undo() {
    const deed = this.latest;
    if (!deed) return null;
    this.#done = this.#done.filter((each) => each !== deed);
    for (const { do: command, ...fields } of deed.back) {
      const refusal = await this.send(command, fields).then(() => null, (no) => no);
      if (refusal) this.refused(refusal, { do: command, ...fields });
    }
    return deed;
  }
}
