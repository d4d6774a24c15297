// Rooms in the order in which somebody who just arrived wants them: open now, coming up, over.

const GROUP = { open: "now", paused: "now", scheduled: "later", closed: "past" };

/** @returns {[string, object[]][]} groups `now`, `later`, `past` that have rooms, each by the time they start */
export function byTime(rooms) {
  const inOrder = [...rooms].sort((a, b) => (a.starts_at ?? "").localeCompare(b.starts_at ?? "") || a.code.localeCompare(b.code));
  return ["now", "later", "past"]
    .map((name) => [name, inOrder.filter((room) => (GROUP[room.state] ?? "later") === name)])
    .filter(([, inIt]) => inIt.length);
}
