// Entry of the organisers' page.
import { fetchConferences } from "../net/conferences.js";
import { takeKey } from "../net/tokens.js";
import { OrganiserPage } from "../organiser/page.js";
import { OrganiserState } from "../organiser/state.js";
import { begin } from "../ui/locale.js";

const slug = decodeURIComponent(location.pathname.split("/").filter(Boolean)[1] ?? "");
const state = new OrganiserState(slug, { fetchConferences: () => fetchConferences("no-store") });
state.keepKey(takeKey(location, history)); // before anything is awaited: this screen may be shared
await begin();
const page = new OrganiserPage(state);
addEventListener("hashchange", () => {
  state.keepKey(takeKey(location, history));
  page.refresh();
});
page.refresh();
