// Base of a page's state: the room as the connection brings it, and one listener for changes. It knows no DOM.
import { applyLive, applySync, emptyRoom } from "./room.js";

export class RoomState {
  listener = { changed: () => {} };

  constructor(socket, room = emptyRoom()) {
    Object.assign(this, { socket, room });
    socket.on("sync", (frame) => this.onSync(frame));
    socket.on("live", (live) => this.update({ room: applyLive(this.room, live) }));
  }

  /** `changed(before)` is called after each change; `before` holds the fields of the state as they were. */
  listen(listener) {
    Object.assign(this.listener, listener);
  }

  onSync(frame) {
    this.update({ room: applySync(this.room, frame) });
  }

  /** Sets fields of the state and calls the listener. Without fields it only says that a part of one changed. */
  update(fields = {}) {
    const before = { ...this };
    Object.assign(this, fields);
    this.listener.changed(before);
  }
}
