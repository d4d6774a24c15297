// The speaker's page: the question being answered, the next ones, the time left.
import { CardList } from "../ui/cardlist.js";
import { connectionLine } from "../ui/connectionline.js";
import { set, setPageTitle, write } from "../ui/dom.js";
import { DoublePressGuard } from "../ui/doublepress.js";
import { oncePerFrame } from "../ui/onceperframe.js";
import { keepScreenOn } from "../ui/wakelock.js";
import { refusalText, t } from "../core/text.js";
import { loadLater } from "../net/later.js";
import { currentQuestionCard } from "./currentquestion.js";
import { nextRow } from "./nextrow.js";
import { noteLine } from "./noteline.js";

const REDRAW_MS = 5_000; // the time left is shown in minutes
const find = (id) => document.getElementById(id);

export class SpeakerPage {
  #pollsLoad = null;
  #drawPoll = () => {}; // draws polls, once their part has loaded

  constructor(socket, state) {
    Object.assign(this, { socket, state });
    this.presses = new DoublePressGuard();
    this.note = noteLine({ read: () => state.act("speaker.read") });
    this.current = currentQuestionCard({ answered: (id) => state.act("question.answered", id) });
    const skip = (id, press) => this.presses.accepts(id, press) && state.act("question.skip", id);
    this.list = new CardList(find("queue"), { make: () => nextRow({ take: (id, press) => this.#take(id, press), skip }) });
    document.body.prepend(this.note.element);
    find("now").append(this.current.element);
    find("line").append(connectionLine(socket));
    this.draw = oncePerFrame(() => this.drawNow());
    state.listen({ changed: this.draw });
    setInterval(this.draw, REDRAW_MS);
    keepScreenOn();
  }

  /** The taken question appears at the top of the page, so the page scrolls there. */
  async #take(id, press) {
    if (!this.presses.accepts(id, press) || !(await this.state.act("question.take", id))) return;
    for (const scrolled of [document.scrollingElement, document.querySelector("main")]) scrolled.scrollTo({ top: 0, behavior: "smooth" });
  }

  drawNow() {
    const { item, queue, current, waiting, hasJustActed } = this.state;
    if (!item) return;
    setPageTitle(item.title);
    write(find("title"), item.title);
    this.note.update(item.note);
    this.current.update(current, waiting);
    this.list.show(queue.map((question) => ({ key: question.id, view: { question, waiting: waiting.has(question.id) } })), { force: hasJustActed });
    this.#drawMessage();
    if (this.state.hasPolls) this.#loadPolls();
    this.#drawPoll(this.state.room);
    this.#drawTime();
  }

  #drawMessage() {
    const { queue, refusal } = this.state;
    const words = !queue.length ? t("speaker.empty") : refusal ? refusalText(refusal) : "";
    set(find("empty"), { hidden: !words, class: words ? "bad" : "quiet" });
    write(find("empty"), words);
  }

  #loadPolls() {
    this.#pollsLoad ??= loadLater(this.socket, () => import("./polls.js")).then(({ speakerPolls }) => {
      this.#drawPoll = speakerPolls(document.querySelector("main"));
      this.draw();
    });
  }

  #drawTime() {
    const { time } = this.state;
    const isOver = Boolean(time) && "over" in time;
    set(find("time"), { hidden: !time, class: isOver ? "over" : "" });
    if (!time) return;
    if (isOver) write(find("time"), t("speaker.over", { n: time.over }));
    else write(find("time"), time.left < 1 ? t("speaker.last_minute") : t("speaker.left", { n: time.left }));
  }
}
