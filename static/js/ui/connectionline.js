// A small line about the connection. It is hidden while all is well.
import { h, write } from "./dom.js";
import { firstOf, t } from "../core/text.js";

const SHOW_AFTER_MS = 1500; // a short gap is not worth a message
const BACK_MS = 2500;

export function connectionLine(socket) {
  const text = h("span");
  const again = h("button.button.plain", { type: "button", hidden: true, onclick: () => location.reload() }, t("ended.reload_do"));
  const line = h("div.connection", { role: "status", hidden: true }, h("span.dot"), text, again);
  let timer = null;
  let gap = null; // "connecting" at first, "waiting" once a connection was lost or refused

  const show = (state, words) => {
    line.dataset.state = state;
    write(text, words);
    line.hidden = false;
  };

  /** A gap counts from its beginning and is told once, however many attempts it takes. */
  const showGap = (state) => {
    const begins = gap === null;
    gap = gap === "waiting" ? gap : state;
    if (!line.hidden) return show(gap, t(`connection.${gap}`));
    if (begins) timer = setTimeout(() => show(gap, t(`connection.${gap}`)), SHOW_AFTER_MS);
  };

  const follow = ({ state, reason }) => {
    if (gap === null || state === "live" || state === "ended") clearTimeout(timer);
    again.hidden = reason !== "reload";
    if (state === "waiting" || state === "connecting") return showGap(state);
    gap = null;
    if (state === "ended") show(state, firstOf(`ended.${reason}`, "ended.other"));
    else if (!line.hidden) {
      show(state, t("connection.back"));
      timer = setTimeout(() => (line.hidden = true), BACK_MS);
    }
  };
  socket.on("state", follow);
  if (socket.state !== "idle") follow(socket); // the connection may have begun before this line was made
  return line;
}
