// The bar above the board, and the page's title: the room, its state, the people, the waiting questions.
import { setPageTitle, set, write } from "../../../ui/dom.js";
import { number, t } from "../../../core/text.js";

const find = (id) => document.getElementById(id);

/** Shows the number of open polls where moderators see it while they read questions. */
export function drawPollCounts(polls) {
  const open = polls.filter(({ state }) => state === "open").length;
  write(document.querySelector("[data-count=polls]"), number(open || polls.length));
  document.querySelector("[data-count=polls]").toggleAttribute("data-live", open > 0);
  for (const mark of document.querySelectorAll(".polls-open")) {
    set(mark, { hidden: !open, class: "polls-open chip live" });
    write(mark, open ? t("polldesk.open_now", { n: open }) : "");
  }
}

export function drawBoardBar(item, { people, waiting, selecting }) {
  setPageTitle(`${waiting ? `(${waiting}) ` : ""}${item.title}`);
  write(find("title"), item.title);
  write(find("state"), t(`state.${item.state}`));
  set(find("state"), { class: `chip ${item.state === "open" ? "good" : ""}` });
  write(find("desk-state"), t(`state.${item.state}`));
  set(find("people"), { hidden: people === null });
  if (people !== null) write(find("people"), t("people", { n: people }));
  set(find("select"), { "aria-pressed": String(selecting) });
}
