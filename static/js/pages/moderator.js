// Entry of the moderators' page.
import { ModeratorPage } from "../moderator/page.js";
import { ModeratorState } from "../moderator/state.js";
import { connect } from "../net/connect.js";
import { begin } from "../ui/locale.js";

const socket = connect("moderate"); // takes the key out of the address bar before anything is awaited
const state = new ModeratorState(socket);
await begin();
new ModeratorPage(socket, state);
socket.open();
