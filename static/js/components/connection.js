// One small line about the connection, silent while all is well.
import { h, write } from "../dom.js";
import { firstOf, t } from "../text.js";

const SHOW_AFTER_MS = 1500; // a short gap is nobody's business
const BACK_MS = 2500;

export function connectionLine(socket) {
  const text = h("span");
  const again = h("button.button.plain", { type: "button", hidden: true, onclick: () => location.reload() }, t("ended.reload_do"));
  const line = h("div.connection", { role: "status", hidden: true }, h("span.dot"), text, again);
  let timer = null;

  const show = (state, words) => {
    line.dataset.state = state;
    write(text, words);
    line.hidden = false;
  };

  const follow = ({ state, reason }) => {
    clearTimeout(timer);
    again.hidden = reason !== "reload";
    if (state === "ended") return show(state, firstOf(`ended.${reason}`, "ended.other"));
    if (state !== "live") {
      const words = t(`connection.${state}`);
      if (line.hidden) timer = setTimeout(() => show(state, words), SHOW_AFTER_MS);
      else show("waiting", t("connection.waiting"));
    } else if (!line.hidden) {
      show(state, t("connection.back"));
      timer = setTimeout(() => (line.hidden = true), BACK_MS);
    }
  };
  socket.on("state", follow);
  if (socket.state !== "idle") follow(socket); // it may have begun before this line was made
  return line;
}
