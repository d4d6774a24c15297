// The attendee's page begins here. It connects before anything else: on a slow network the greeting and the
// room's first state travel while the words still load.
import { AttendeePage } from "../attendee/page.js";
import { AttendeeState } from "../attendee/state.js";
import { connect } from "../net/connect.js";
import { begin, locale } from "../ui/locale.js";

const socket = connect("attendee", locale);
const state = new AttendeeState(socket);
socket.open();
await begin();
new AttendeePage(socket, state);
