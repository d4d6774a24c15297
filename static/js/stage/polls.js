// The stage's polls: loaded when the first one is there to be shown.
import { clockAhead } from "../net/serverclock.js";
import { stagePoll } from "../polls/model/showing.js";
import { stagePollView } from "../polls/stagepoll.js";
import { endsAt } from "../polls/model/timing.js";
import { ofKind, questions, theRoom } from "../core/selectors.js";

const TICK_MS = 200;
const REDRAW_MS = 500; // five thousand answers come many times a second; a picture that moves more often can't be read

/** `kept`: {get(), set(held)}, over a reload. Returns { show(room) → the poll shown or null, fit() once it has its place }. */
export function stagePolls(stage, kept) {
  const view = stagePollView();
  let held = kept.get();
  let shown = null;
  let ahead = null;
  let drawn = "";
  let latest = null; // not drawn yet
  let waiting = null;

  function show(room) {
    const found = stagePoll(held, ofKind(room, "poll"), questions(room));
    if (JSON.stringify(found.held) !== JSON.stringify(held)) kept.set(found.held);
    held = found.held;
    shown = found.poll;
    view.element.hidden = !shown;
    if (!shown) {
      drawn = "";
      return null;
    }
    if (!view.element.isConnected) stage.querySelector("#now").before(view.element);
    const look = `${shown.id} ${shown.state} ${shown.round} ${Boolean(shown.results)}`;
    latest = { room, others: found.others };
    if (look !== drawn || !waiting) redraw(look);
    return shown;
  }

  /** At once what is new; then the latest of what follows, at most so often. */
  function redraw(look) {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      waiting = null;
      if (latest && shown) redraw(drawn);
    }, REDRAW_MS);
    drawn = look;
    draw(latest);
    latest = null;
    if (stage.dataset.show === "poll") view.fit(); // else it has no place yet: the stage asks for it
  }

  function draw({ room, others }) {
    const entries = ofKind(room, "entry").filter(({ poll }) => poll === shown.id);
    tick();
    view.update({ poll: shown, others, entries, leaders: room.items.get("leaders"), title: theRoom(room).title });
  }

  function tick() {
    const timed = shown?.state === "open" && endsAt(shown, null, ahead ?? 0);
    if (timed && ahead === null) learnAhead();
    view.tick(timed ? timed - Date.now() : null);
  }

  /** This screen's computer may well be minutes off. */
  async function learnAhead() {
    ahead = 0;
    ahead = await clockAhead();
  }

  setInterval(tick, TICK_MS);
  return { show, fit: view.fit };
}
