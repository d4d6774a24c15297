// The poll desk on the moderators' page: the panel of polls and its dialogs.
import { ofKind, roomItem } from "../core/selectors.js";
import { t } from "../core/text.js";
import { clockOffset } from "../net/serverclock.js";
import { PollDeskState } from "./polls/deskstate.js";
import { audienceOf, commandOf, mayDo } from "./polls/pollactions.js";
import { draftFrom } from "./polls/polldraft.js";
import { exportDialog } from "./polls/ui/exportdialog.js";
import { filesDialog } from "./polls/ui/filesdialog.js";
import { pollDialog } from "./polls/ui/polldialog.js";
import { pollEditor, previewDialog } from "./polls/ui/polleditor.js";
import { PollPanel } from "./polls/ui/pollpanel.js";
import { wordsDialog } from "./polls/ui/wordsdialog.js";

const NONE = [];

export class PollDesk {
  #words = null; // {id, dialog} of the open dialog for words

  /** @param {import("./page.js").ModeratorPage} page */
  constructor({ socket, state, presses, card, toast, sidePanel, files }) {
    Object.assign(this, { socket, moderator: state, presses, toast, sidePanel });
    this.state = new PollDeskState(state, { code: socket.code });
    this.files = files;
    this.panel = new PollPanel({
      compose: () => this.compose(),
      openFiles: () => this.openFiles(),
      choose: (id) => this.state.toggle(id),
      // A moment later the button "Close" takes the place of "Open".
      act: (action, id, event) => this.presses.accepts(`${id} ${action}`, event) && this.act(action, id),
      more: (id) => pollDialog(this.state.poll(id), this.state.placeOf(id), { act: (action) => this.act(action, id) }),
      curate: (id) => this.curate(id),
      hidePlayer: (name, on) => this.moderator.run("quiz.hide", { name, on }),
      entry: { ...card, isBusy: (id) => state.busy.has(id), isChanged: (id) => state.recent.has(id) },
    });
    this.state.listen((id, options) => this.panel.reveal(id, options));
    clockOffset().then((ms) => (this.panel.offsetMs = ms));
  }

  get element() {
    return this.panel.element;
  }

  /** Key bindings. `open_poll` first shows and selects the next draft; only the next press opens it. */
  get keys() {
    return { open_poll: () => this.openNext(), close_poll: () => this.closeCurrent(), reveal_poll: () => this.toggleResults() };
  }

  update() {
    const { room, busy, recent } = this.moderator;
    const entries = ofKind(room, "entry");
    const leaders = room.items.get("leaders") ?? null;
    const view = ({ id, type }) => ({ busy: busy.has(id), leaders, entries: type === "text" ? entries.filter(({ poll }) => poll === id) : NONE });
    const force = [...recent.keys()].some((id) => room.items.get(id)?.kind === "poll");
    this.panel.show(this.state, { force, view });
    this.#words?.dialog.update(this.state.poll(this.#words.id));
  }

  act(action, id) {
    const poll = this.state.poll(id);
    const place = this.state.placeOf(id);
    if (!mayDo(poll, action, place)) return;
    if (action === "edit") return this.compose(poll);
    if (action === "preview") return previewDialog(draftFrom(poll));
    if (action === "results") return exportDialog(poll, { ...this.files, showRefusal: (words) => this.toast.show(words) });
    const [command, fields] = commandOf(action, poll, place);
    return this.moderator.run(command, fields, action === "copy" ? { onOk: (copy) => this.state.choose(copy.id) } : {});
  }

  /** Opens the editor for a poll, or for a new one. */
  compose(poll = null) {
    const item = roomItem(this.moderator.room);
    pollEditor({
      poll,
      draft: this.state.draft(poll?.id),
      languages: item?.languages ?? [],
      moderated: item?.settings?.premoderated !== false,
      keep: (draft) => this.state.keepDraft(poll?.id, draft),
      forget: () => this.state.dropDraft(poll?.id),
      save: (draft, open) => (poll ? this.state.edit(poll, draft, open) : this.state.create(draft, open)),
    });
  }

  openFiles() {
    filesDialog({ ...this.files, polls: () => this.state.polls, create: (fields) => this.socket.send("poll.create", fields) });
  }

  curate(id) {
    const dialog = wordsDialog(this.state.poll(id), {
      curate: (fields) => this.moderator.run("poll.word", { id, ...fields }), onClose: () => (this.#words = null),
    });
    this.#words = { id, dialog };
  }

  openNext() {
    const wasHidden = this.#bringUp();
    const { current, next } = this.state;
    if (!wasHidden && current?.state === "draft") return this.act("open", current.id);
    if (next) this.state.choose(next.id, { focus: true });
    this.toast.show(next ? t("polldesk.press_again") : t("polldesk.no_draft"));
  }

  closeCurrent() {
    const { current } = this.state;
    if (current?.state === "open" && !this.#bringUp()) this.act("close", current.id);
  }

  toggleResults() {
    const { current } = this.state;
    if (current && !this.#bringUp()) this.act(audienceOf(current) === "everyone" ? "hide" : "reveal", current.id);
  }

  /** Moves the focus from one entry to the next. Returns whether the focused card is an entry. */
  move(_id, direction) {
    const card = document.activeElement?.closest?.(".entries > .board-card");
    if (!card) return false;
    (direction === "down" ? card.nextElementSibling : direction === "up" ? card.previousElementSibling : null)?.focus();
    return true;
  }

  /** Shows the desk. Returns whether it was hidden: then a key only shows it. */
  #bringUp() {
    return this.sidePanel.reveal("polls", this.element);
  }
}
