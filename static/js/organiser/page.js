// The organisers' page: all rooms of a conference with links into each.
import { CardList } from "../ui/cardlist.js";
import { set, setPageTitle, write } from "../ui/dom.js";
import { t } from "../core/text.js";
import { roomRow } from "./roomrow.js";

const REFRESH_MS = 15_000;
const find = (id) => document.getElementById(id);

export class OrganiserPage {
  constructor(state) {
    this.state = state;
    find("rooms").replaceChildren();
    this.list = new CardList(find("rooms"), { make: () => roomRow({ address: (code, page) => state.address(code, page) }) });
    const refreshVisible = () => document.hidden || this.refresh();
    setInterval(refreshVisible, REFRESH_MS);
    document.addEventListener("visibilitychange", refreshVisible);
  }

  async refresh() {
    await this.state.refresh();
    this.draw();
  }

  draw() {
    const { conference, rooms, problem, mayModerate } = this.state;
    set(find("problem"), { hidden: !problem });
    if (problem) write(find("problem"), t(problem));
    if (!conference?.slug) return;
    setPageTitle(conference.title);
    write(find("title"), conference.title);
    this.list.show(rooms.map((room) => ({ key: room.code, view: { room, zones: conference.zones ?? [], mayModerate } })));
  }
}
