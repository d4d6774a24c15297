// The moderators' page: shows the state on board, side panel and bars, and passes on what the moderator does.
import { fetchFile } from "../net/files.js";
import { Announcer } from "../ui/announcer.js";
import { connectionLine } from "../ui/connectionline.js";
import { saveFile } from "../ui/download.js";
import { DoublePressGuard } from "../ui/doublepress.js";
import { oncePerFrame } from "../ui/onceperframe.js";
import { Toast } from "../ui/toast.js";
import { upNext } from "../core/queue.js";
import { ofKind, questions, roomItem } from "../core/selectors.js";
import { refusalText, t } from "../core/text.js";
import { leavesColumn } from "./board/questionactions.js";
import { drawBoardBar, drawPollCounts } from "./board/ui/boardbar.js";
import { boardKeys } from "./board/ui/boardkeys.js";
import { BoardView } from "./board/ui/boardview.js";
import { cardActions } from "./board/ui/cardactions.js";
import { keyHelpDialog } from "./board/ui/keyhelp.js";
import { selectionBar } from "./board/ui/selectionbar.js";
import { undoBar } from "./board/ui/undobar.js";
import { PollDesk } from "./polldesk.js";
import { roomControls } from "./roomcontrols.js";
import { sidePanel } from "./sidepanel.js";

const REDRAW_MS = 20_000; // the age of questions is shown in minutes
const find = (id) => document.getElementById(id);

export class ModeratorPage {
  #returning = null; // {id, before} of a card that an undo brings back; once it is in place it gets the focus

  constructor(socket, state) {
    Object.assign(this, { socket, state });
    this.toast = new Toast();
    this.announcer = new Announcer();
    this.presses = new DoublePressGuard();
    this.sidePanel = sidePanel();
    this.undoBar = undoBar(() => this.undo());
    this.actions = cardActions({ run: (...command) => this.run(...command), touch: (id) => state.touch(id), room: () => state.room });
    this.card = {
      press: (action, id, event) => this.presses.accepts(id, event) && this.actions.act(action, id),
      more: (id) => this.actions.more(id),
    };
    this.selectionBar = selectionBar({
      act: (action) => this.actions.actTogether(action, [...state.selected]), cancel: () => state.select(false),
    });
    this.files = { code: socket.code, fetchFile: (path) => fetchFile(path, state.key), save: saveFile };
    this.controls = roomControls({ act: (command, fields) => state.run(command, fields), code: socket.code, files: this.files });
    this.board = new BoardView({ ...this.card, toggle: (id) => state.toggle(id) });
    this.polls = new PollDesk(this);
    this.keys = this.#bindKeys();
    this.draw = oncePerFrame(() => this.drawNow());
    this.#build();
    this.#listen();
    setInterval(this.draw, REDRAW_MS);
  }

  #build() {
    find("desk").append(this.controls.element);
    find("polls").append(this.polls.element);
    find("connection").append(connectionLine(this.socket));
    document.body.append(this.selectionBar.element, this.undoBar.element);
  }

  #listen() {
    this.state.listen({
      changed: (before) => {
        if (this.state.hasNewWaiting(before)) this.announcer.announce(t("moderator.heard", { n: this.state.waitingCount }), "waiting");
        this.draw();
      },
      done: (sent, canUndo) => this.undoBar.showDone(sent, canUndo),
      refused: (refusal) => this.toast.show(refusalText(refusal)),
    });
    find("keys").addEventListener("click", keyHelpDialog);
    find("select").addEventListener("click", () => this.state.select(!this.state.isSelecting));
    find("search").addEventListener("input", () => this.drawNow({ force: true }));
    find("search").addEventListener("keydown", ({ key }) => key === "Escape" && find("search").blur());
    find("find").addEventListener("submit", (event) => event.preventDefault());
  }

  #bindKeys() {
    return boardKeys({
      move: (id, direction) => this.polls.move(id, direction) || this.board.move(id, direction),
      question: (id) => this.state.room.items.get(id),
      act: (action, id) => this.actions.act(action, id),
      general: {
        undo: () => this.undo(),
        search: () => find("search").focus(),
        keys: keyHelpDialog,
        next: () => upNext(questions(this.state.room), 1).forEach(({ id }) => this.actions.act("take", id)),
        select: (id) => id && this.state.toggle(id),
        side: () => this.sidePanel.toggle(),
        ...this.polls.keys,
      },
    });
  }

  /** Sends a command on cards. The focus moves on from a card that is about to leave its column. */
  run(command, fields, options) {
    const ids = fields.ids ?? [fields.id];
    if (leavesColumn(command) && ids.length === 1 && this.keys.current() === ids[0]) this.board.focus(this.board.nextFocus(ids[0]));
    return this.state.run(command, fields, options);
  }

  async undo() {
    const before = this.state.room.items;
    const undone = await this.state.undo();
    const id = undone?.back[0].id;
    this.#returning = id ? { id, before: before.get(id) } : null;
    this.undoBar.showUndone(undone);
    this.draw();
  }

  drawNow({ force = false } = {}) {
    const { state } = this;
    const item = roomItem(state.room);
    if (!item) return;
    state.prune();
    this.undoBar.follow(state.commands.latest);
    this.#drawBoard(item, force);
    drawBoardBar(item, { people: state.room.live.people, waiting: state.waitingCount, selecting: state.isSelecting });
    this.controls.update(item);
    this.polls.update();
    drawPollCounts(ofKind(state.room, "poll"));
    this.selectionBar.update(state.selectedQuestions, state.isSelecting);
  }

  #drawBoard({ muted }, force) {
    const { room, isSelecting, busy, selected, recent } = this.state;
    const minute = Math.floor(Date.now() / 60_000);
    this.board.show(questions(room), {
      muted, changed: recent, force, search: find("search").value.trim(),
      view: ({ id }) => ({
        minute, selecting: isSelecting, working: this.state.workingOn(id), busy: busy.has(id), selected: selected.has(id),
      }),
    });
    this.#focusReturned();
  }

  #focusReturned() {
    const { id, before } = this.#returning ?? {};
    if (!id || this.state.room.items.get(id) === before) return;
    this.board.focus(id);
    this.#returning = null;
  }
}
