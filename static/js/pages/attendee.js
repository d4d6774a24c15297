// Entry of the attendee's page. It connects before anything else: on a slow network `hello` and the room's first
// state travel while the texts still load.
import { AttendeePage } from "../attendee/page.js";
import { AttendeeState } from "../attendee/state.js";
import { connect } from "../net/connect.js";
import { begin } from "../ui/locale.js";

const socket = connect("attendee");
const state = new AttendeeState(socket);
socket.open();
await begin();
new AttendeePage(socket, state);
