// The stage's state: the room, and what the screen shows of it. It knows no DOM.
//
// The shown items are stored: after a reload in a hall without network the screen must not be empty.
import { upNext } from "../core/queue.js";
import { applySync, emptyRoom } from "../core/room.js";
import { RoomState } from "../core/roomstate.js";
import { currentQuestion, ofKind, questions, roomItem } from "../core/selectors.js";
import { lasting } from "../core/storage.js";
import { pollForStage } from "../polls/model/screenpoll.js";

const SHOWN = 3;

export class StageState extends RoomState {
  poll = null; // the poll to show, or null
  otherPolls = 0; // how many more are open

  constructor(socket, { storage = lasting } = {}) {
    super(socket);
    Object.assign(this, { storage, storageKey: `suara:stage:${socket.code}` });
    this.room = this.#storedRoom();
    this.pollMemory = storage.read(this.#pollKey);
    Object.assign(this, this.#choosePoll(this.room));
  }

  get item() {
    return roomItem(this.room);
  }

  /** The question being answered. A closed room only thanks for its questions. */
  get question() {
    return this.#isClosed ? null : currentQuestion(this.room);
  }

  /** The questions that come next. */
  get next() {
    return this.#isClosed ? [] : upNext(questions(this.room), SHOWN);
  }

  get hasPolls() {
    return ofKind(this.room, "poll").length > 0;
  }

  /** Key of the text that replaces a question. */
  get idleText() {
    return this.#isClosed ? "stage.closed" : this.next.length ? "stage.idle" : "stage.first";
  }

  /** "calm", "poll", "question" or "invitation". `canShowPolls`: false until the part for polls has loaded. */
  scene(canShowPolls) {
    if (!this.item || this.item.blank) return "calm";
    if (this.poll && canShowPolls) return "poll";
    return this.question ? "question" : "invitation";
  }

  onSync(frame) {
    const room = applySync(this.room, frame);
    this.storage.write(this.storageKey, [...room.items.values()].filter(isPublic));
    this.update({ room, ...this.#choosePoll(room) });
  }

  /** Returns the fields of the state that say which poll to show. */
  #choosePoll(room) {
    if (roomItem(room)?.state === "closed") return { poll: null, otherPolls: 0 };
    const { poll, others, memory } = pollForStage(this.pollMemory, ofKind(room, "poll"), questions(room));
    if (JSON.stringify(memory) !== JSON.stringify(this.pollMemory)) this.storage.write(this.#pollKey, memory);
    return { poll, otherPolls: others, pollMemory: memory };
  }

  #storedRoom() {
    const items = this.storage.read(this.storageKey);
    return Array.isArray(items) ? applySync(emptyRoom(), { sync: { at: null, full: true }, put: items }) : emptyRoom();
  }

  get #isClosed() {
    return this.item?.state === "closed";
  }

  get #pollKey() {
    return `${this.storageKey}:poll`;
  }
}

/** Only public items are stored, since the stage's computer is often borrowed. */
function isPublic({ id, kind, status }) {
  return id === "room" || kind === "poll" || kind === "leaders" || ["published", "answering"].includes(status);
}
