// Entry of the stage. It only listens.
import { lasting } from "../core/storage.js";
import { codeIn, connect } from "../net/connect.js";
import { Tokens } from "../net/tokens.js";
import { StagePage } from "../stage/page.js";
import { StageState } from "../stage/state.js";
import { set } from "../ui/dom.js";
import { begin, meta } from "../ui/locale.js";

const query = new URLSearchParams(location.search);
const parts = Object.fromEntries([...document.querySelectorAll("[id]")].map((element) => [element.id, element]));
set(document.documentElement, { "data-overlay": query.has("overlay"), "data-scheme": query.get("scheme") });
// Without a stage's link it shows what an attendee sees, which looks the same, to whoever prepares the hall.
const hasLink = location.hash.includes("key=") || new Tokens(lasting, codeIn(location.pathname), "stage").get();
const socket = connect(hasLink ? "stage" : "attendee"); // takes the key out of the address bar first
const state = new StageState(socket);
await begin();
new StagePage(socket, state, { parts, address: meta.address });
socket.open();
