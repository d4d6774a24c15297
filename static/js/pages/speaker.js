// Entry of the speaker's page.
import { connect } from "../net/connect.js";
import { SpeakerPage } from "../speaker/page.js";
import { SpeakerState } from "../speaker/state.js";
import { begin } from "../ui/locale.js";

const socket = connect("speak"); // takes the key out of the address bar before anything is awaited
const state = new SpeakerState(socket);
await begin();
new SpeakerPage(socket, state);
socket.open();
