// The stage's polls. They load when there is a poll.
import { ofKind, roomItem } from "../core/selectors.js";
import { clockOffset } from "../net/serverclock.js";
import { endsAt } from "../polls/model/timing.js";
import { stagePollView } from "./pollview.js";

const TICK_MS = 200;
const REDRAW_MS = 500; // thousands of answers come many times a second; a chart that moves more often can't be read

/** Returns { show(state), fit() }. show() returns the shown poll or null; fit() is called once the poll is visible. */
export function stagePolls(stage) {
  const view = stagePollView();
  let shown = null;
  let offsetMs = null; // of this clock from the server's; null until it is measured
  let drawnLook = "";
  let latest = null; // the state that is not drawn yet
  let waiting = null;

  function show(state) {
    shown = state.poll;
    view.element.hidden = !shown;
    if (!shown) {
      drawnLook = "";
      return null;
    }
    if (!view.element.isConnected) stage.querySelector("#now").before(view.element);
    const look = `${shown.id} ${shown.state} ${shown.round} ${Boolean(shown.results)}`;
    latest = { room: state.room, others: state.otherPolls };
    if (look !== drawnLook || !waiting) redraw(look);
    return shown;
  }

  /** Draws another poll, state or round at once, and what follows at most every 500 ms. */
  function redraw(look) {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      waiting = null;
      if (latest && shown) redraw(drawnLook);
    }, REDRAW_MS);
    drawnLook = look;
    draw(latest);
    latest = null;
    if (stage.dataset.show === "poll") view.fit(); // else it is not visible yet, and the page calls fit()
  }

  function draw({ room, others }) {
    const entries = ofKind(room, "entry").filter(({ poll }) => poll === shown.id);
    tick();
    view.update({ poll: shown, others, entries, leaders: room.items.get("leaders"), title: roomItem(room).title });
  }

  function tick() {
    const end = shown?.state === "open" && endsAt(shown, null, offsetMs ?? 0);
    if (end && offsetMs === null) measureOffset();
    view.tick(end ? end - Date.now() : null);
  }

  /** The clock of the stage's computer may be minutes off. */
  async function measureOffset() {
    offsetMs = 0;
    offsetMs = await clockOffset();
  }

  setInterval(tick, TICK_MS);
  return { show, fit: view.fit };
}
