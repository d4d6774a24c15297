// The screen in the hall or in the stream: how to take part, the question being answered, the next ones, polls.
import { Announcer } from "../ui/announcer.js";
import { set, setPageTitle, write } from "../ui/dom.js";
import { floatingReactions } from "../ui/floatingreactions.js";
import { oncePerFrame } from "../ui/onceperframe.js";
import { keepScreenOn } from "../ui/wakelock.js";
import { firstOf, t } from "../core/text.js";
import { loadLater } from "../net/later.js";
import { questionView } from "./questionview.js";

const GRACE_MS = 4_000; // a short gap in the connection is not shown

export class StagePage {
  #pollsLoad = null;
  #polls = null; // shows polls, once their part has loaded
  #awayTimer = null;

  /** `parts`: the elements of stage.html by id; `address`: of this server. */
  constructor(socket, state, { parts, address }) {
    Object.assign(this, { socket, state, parts });
    this.drawQuestion = questionView(parts);
    this.announcer = new Announcer(parts.stage);
    this.reactions = floatingReactions({ announce: (words) => this.announcer.announce(words, "reactions") });
    document.body.append(this.reactions.element);
    this.#showAddress(address.replace(/^https?:\/\//, "").replace(/\/$/, ""), socket.code);
    this.draw = oncePerFrame(() => this.drawNow());
    state.listen({ changed: (before) => this.#onChange(before) });
    socket.on("state", (connection) => this.#onConnection(connection));
    this.drawNow();
    keepScreenOn();
  }

  #showAddress(address, code) {
    const { parts } = this;
    write(parts.address, address);
    write(parts.code, code);
    parts.qr.src = `/r/${encodeURIComponent(code)}/qr.svg`;
    parts.qr.alt = t("stage.qr", { address: `${address}/${code}` });
  }

  #onChange(before) {
    const { room, item } = this.state;
    if (before.room.items !== room.items) this.draw();
    this.#drawPeople();
    if (before.room.live !== room.live && !item?.blank) this.reactions.show(room.live.reactions);
  }

  drawNow() {
    const { state, parts } = this;
    const { item, question, next } = state;
    const scene = state.scene(Boolean(this.#polls));
    const lastScene = parts.stage.dataset.show;
    if (!item) return set(parts.stage, { "data-show": scene });
    if (state.hasPolls) this.#loadPolls();
    const poll = this.#polls?.show(state) ?? null;
    set(parts.stage, { "data-show": scene });
    write(parts.invite, t(poll?.state === "open" ? "stage.poll.invite" : "stage.invite"));
    setPageTitle(item.title);
    write(parts.title, item.title);
    set(parts.announcement, { hidden: !item.announcement });
    write(parts.announcement, item.announcement ?? "");
    this.drawQuestion({ question, next, idle: t(state.idleText) }); // last: it measures the space that the others leave
    if (poll && lastScene !== "poll") this.#polls.fit(); // it is visible only now
    this.#drawPeople();
  }

  #drawPeople() {
    const { people } = this.state.room.live;
    write(this.parts.people, !people ? "" : t("people", { n: people }));
  }

  #loadPolls() {
    this.#pollsLoad ??= loadLater(this.socket, () => import("./polls.js")).then(({ stagePolls }) => {
      this.#polls = stagePolls(this.parts.stage);
      this.drawNow();
    });
  }

  /** A lost connection is shown after a while. The time counts from the loss, however many attempts follow. */
  #onConnection({ state, reason }) {
    if (state === "ended") return this.#showAway(firstOf(`ended.${reason}`, "ended.other"));
    if (state !== "live") return (this.#awayTimer ??= setTimeout(() => this.#showAway(t("stage.away")), GRACE_MS));
    clearTimeout(this.#awayTimer);
    this.#awayTimer = null;
    return set(this.parts.away, { hidden: true });
  }

  #showAway(words) {
    write(this.parts["away-text"], words);
    set(this.parts.away, { hidden: false });
  }
}
