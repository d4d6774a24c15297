// State of the poll desk: the polls in order, the selected one, and drafts of polls being written. It knows no DOM.
import { ofKind } from "../../core/selectors.js";
import { lasting } from "../../core/storage.js";
import { defaultPoll, inOrder, mayDo, nextDraft } from "./pollactions.js";
import { createFields, editFields } from "./polldraft.js";

export class PollDeskState {
  polls = [];
  chosen = null; // id of the selected poll; "" if all are folded, null before the first selection
  #awaited = null; // id of a created poll that has not arrived yet
  #onChoose = () => {};

  /** `moderator`: the ModeratorState. */
  constructor(moderator, { code, storage = lasting }) {
    Object.assign(this, { moderator, code, storage });
  }

  /** `onChoose(id, options)` is called when a poll was selected. */
  listen(onChoose) {
    this.#onChoose = onChoose;
  }

  get current() {
    return this.polls.find(({ id }) => id === this.chosen) ?? null;
  }

  /** The draft that comes next, or null. */
  get next() {
    return nextDraft(this.polls);
  }

  poll(id) {
    return this.moderator.room.items.get(id);
  }

  placeOf(id) {
    return { index: this.polls.findIndex((poll) => poll.id === id), count: this.polls.length };
  }

  /** Called after each change of the room. */
  follow() {
    this.polls = inOrder(ofKind(this.moderator.room, "poll"));
    // A poll is selected by itself only at first, and when the selected one is gone: nothing unfolds under a finger.
    if (this.chosen === null || (this.chosen && !this.current)) this.chosen = defaultPoll(this.polls)?.id ?? null;
    if (this.#awaited && this.placeOf(this.#awaited).index >= 0) this.choose(this.#awaited);
  }

  /** Selects a poll, or none for "". A created poll that is not here yet is selected when it arrives. */
  choose(id, options = {}) {
    const isHere = !id || this.placeOf(id).index >= 0;
    this.#awaited = isHere ? null : id;
    if (!isHere) return;
    this.chosen = id;
    this.#onChoose(id, options);
  }

  /** Selects a poll, or folds it if it is selected. */
  toggle(id) {
    this.choose(this.chosen === id ? "" : id);
  }

  /** Saves a new poll and opens it if `open`. Resolves with the refusal or null; one to open it is shown elsewhere. */
  async create(draft, open) {
    let id = null;
    const refusal = await this.moderator.run("poll.create", createFields(draft), { quiet: true, onOk: (ok) => (id = ok.id) });
    if (refusal) return refusal;
    this.choose(id);
    if (open) await this.moderator.run("poll.open", { id });
    return null;
  }

  /** Saves what this moderator changed since `poll` was opened for editing; a colleague may have changed other fields. */
  async edit(poll, draft, open) {
    const fields = editFields(draft, { ...poll, state: this.poll(poll.id)?.state ?? poll.state });
    const isChanged = Object.keys(fields).length > 0;
    const refusal = isChanged ? await this.moderator.run("poll.edit", { id: poll.id, ...fields }, { quiet: true }) : null;
    if (!refusal && open && mayDo(this.poll(poll.id), "open")) await this.moderator.run("poll.open", { id: poll.id });
    return refusal;
  }

  /** The unsaved draft of a poll, or of a new one without an id; null if there is none. */
  draft(id) {
    return this.storage.read(this.#draftKey(id));
  }

  keepDraft(id, draft) {
    this.storage.write(this.#draftKey(id), draft);
  }

  dropDraft(id) {
    this.storage.remove(this.#draftKey(id));
  }

  #draftKey(id) {
    return `suara:poll:${this.code}:${id ?? "new"}`;
  }
}
