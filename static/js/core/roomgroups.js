// Rooms of a conference in the order in which a newcomer wants them. Pure.

const GROUP = { open: "now", paused: "now", scheduled: "later", closed: "past" };

/** @returns {[string, object[]][]} the groups `now`, `later`, `past` that are not empty, each sorted by starting time */
export function groupByTime(rooms) {
  const inOrder = [...rooms].sort((a, b) => (a.starts_at ?? "").localeCompare(b.starts_at ?? "") || a.code.localeCompare(b.code));
  return ["now", "later", "past"]
    .map((name) => [name, inOrder.filter((room) => (GROUP[room.state] ?? "later") === name)])
    .filter(([, members]) => members.length);
}
