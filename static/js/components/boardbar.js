// The line above the board and the page's title: which room, in what state, how many people, how many wait.
import { nameTab, set, write } from "../dom.js";
import { t } from "../text.js";

const find = (id) => document.getElementById(id);

export function drawBoardBar(item, { people, waiting, selecting }) {
  nameTab(`${waiting ? `(${waiting}) ` : ""}${item.title}`);
  write(find("title"), item.title);
  write(find("state"), t(`state.${item.state}`));
  set(find("state"), { class: `chip ${item.state === "open" ? "good" : ""}` });
  write(find("desk-state"), t(`state.${item.state}`));
  set(find("people"), { hidden: people === null });
  if (people !== null) write(find("people"), t("people", { n: people }));
  set(find("select"), { "aria-pressed": String(selecting) });
}
