// The moderators' state: the room, the selection, and what this moderator has just done. It knows no DOM.
import { POLL_FROM, QUESTION_FROM } from "../core/moderation.js";
import { TOUCH_S } from "../core/moderation.js";
import { RoomState } from "../core/roomstate.js";
import { currentQuestion, ofKind, questions, roomItem, withStatus } from "../core/selectors.js";
import { forThisTab } from "../core/storage.js";
import { browserClock } from "../core/timers.js";
import { bulkActions } from "./board/questionactions.js";
import { UndoableCommands } from "./board/undoablecommands.js";
import { inOrder } from "./polls/pollactions.js";

const RECENT_MS = 2_000; // after a command, for which the columns of its cards are arranged at once
const TOUCH_MS = TOUCH_S * 1000 + 500; // with the time of transmission

export class ModeratorState extends RoomState {
  /** done(sent, canUndo) is called after each command, refused(refusal) if one was refused. */
  listener = { changed: () => {}, done: () => {}, refused: () => {} };
  isSelecting = false;
  selected = new Set();
  busy = new Set(); // ids of cards with an unconfirmed command
  recent = new Map(); // id → until when it counts as changed by this moderator
  #touched = new Map(); // id → until when a mark "somebody works on it" may be this moderator's own

  constructor(socket, { storage = forThisTab, clock = browserClock } = {}) {
    super(socket);
    Object.assign(this, { storage, clock });
    this.commands = new UndoableCommands({
      send: (command, fields) => socket.send(command, fields),
      stateBefore: (id) => this.#stateBefore(id),
      onDone: (sent, canUndo) => this.listener.done(sent, canUndo),
      onRefused: (refusal) => this.listener.refused(refusal),
      now: () => clock.now(),
    });
    socket.on("hello", () => socket.key && storage.set(this.#storageKey, socket.key));
  }

  /** The link's key, which opens files. It is kept for this tab only, also over a reload. */
  get key() {
    return this.socket.key ?? this.storage.get(this.#storageKey);
  }

  /** Questions that can be acted on together. */
  get selectedQuestions() {
    return questions(this.room).filter(({ id }) => this.selected.has(id));
  }

  get waitingCount() {
    return withStatus(this.room, "pending").length;
  }

  /** Whether questions wait that did not wait before and that this moderator did not put there. */
  hasNewWaiting(before) {
    if (before.room.at === null) return false;
    const known = new Set(withStatus(before.room, "pending").map(({ id }) => id));
    return withStatus(this.room, "pending").some(({ id }) => !known.has(id) && !this.recent.has(id));
  }

  /** Name of a colleague who works on this card, or null. */
  workingOn(id) {
    return this.#touched.has(id) ? null : this.room.live.working[id];
  }

  /** Sends a command. Resolves with the refusal or null. `options`: as in UndoableCommands. */
  async run(command, fields = {}, options = {}) {
    const ids = fields.ids ?? (fields.id ? [fields.id] : []);
    for (const id of ids) this.busy.add(id);
    this.update();
    const refusal = await this.commands.run(command, fields, options);
    for (const id of ids) this.busy.delete(id);
    if (!refusal) this.#markRecent(...ids, ...(fields.into ? [fields.into] : []));
    if (!refusal && fields.ids) this.select(false);
    else this.update();
    return refusal;
  }

  /** Undoes the latest command. Resolves with {sent, back}, or null if there is none. */
  async undo() {
    const undone = await this.commands.undo();
    this.#markRecent(...(undone?.back ?? []).flatMap(({ id }) => id ?? []));
    this.update();
    return undone;
  }

  /** Shows colleagues that this moderator works on a card. */
  touch(id) {
    this.#touched.set(id, this.clock.now() + TOUCH_MS);
    this.clock.after(TOUCH_MS + 100, () => this.update()); // a mark that is there then is a colleague's
    this.socket.send("question.touch", { id }).catch(() => {}); // if it is lost, colleagues only miss a mark
  }

  /** Starts or ends the selection of several cards. */
  select(on) {
    if (!on) this.selected.clear();
    this.update({ isSelecting: on });
  }

  /** Selects a card or deselects it. */
  toggle(id) {
    if (!this.selected.delete(id)) this.selected.add(id);
    this.update({ isSelecting: true });
  }

  /** Forgets marks that are over, selected cards that no action applies to, and commands that can't be undone now. */
  prune() {
    const now = this.clock.now();
    for (const marks of [this.recent, this.#touched]) for (const [id, until] of marks) if (until <= now) marks.delete(id);
    for (const id of this.selected) if (!bulkActions([this.room.items.get(id) ?? {}]).length) this.selected.delete(id);
    this.commands.prune((back) => back.some((command) => this.#isPossible(command)));
  }

  /** Whether the subject of a command is in a state that allows it. A deleted poll is no longer there. */
  #isPossible({ do: command, id }) {
    const from = QUESTION_FROM[command] ?? POLL_FROM[command];
    if (!from || id === undefined) return true;
    const item = this.room.items.get(id);
    return item ? from.includes(item.status ?? item.state) : command === "poll.restore";
  }

  #markRecent(...ids) {
    for (const id of ids) this.recent.set(id, this.clock.now() + RECENT_MS);
  }

  #stateBefore(id) {
    const item = this.room.items.get(id);
    return {
      question: item,
      poll: item,
      place: inOrder(ofKind(this.room, "poll")).findIndex((poll) => poll.id === id),
      room: roomItem(this.room) ?? { settings: {} },
      now: currentQuestion(this.room)?.id ?? null,
    };
  }

  get #storageKey() {
    return `suara:key:${this.socket.code}:moderate`;
  }
}
