// What a browser knows of a room. Pure: no DOM, no socket, no clock. Each change makes a new room and keeps
// every item that did not change the same object, so a component can tell by `===` whether to draw again.
//
// Items live in a Map and ballots in an object without prototype: ids and names come from people and
// somebody will be called __proto__.

/** @returns {{at: string|null, items: Map<string, object>, mine: {votes: Set, ballots: object, questions: Set}, live: object}} */
export function emptyRoom() {
  return {
    at: null,
    items: new Map(),
    mine: { votes: new Set(), ballots: Object.create(null), questions: new Set() },
    live: { people: null, reactions: Object.create(null), working: Object.create(null) },
  };
}

/** One `sync` frame: gone, then put, then set; `full` forgets everything first; each key of `mine` is its whole new value. */
export function applySync(room, { sync, gone = [], put = [], set = {}, mine = {} }) {
  const from = sync.full ? { ...emptyRoom(), live: room.live } : room;
  const items = new Map(from.items);
  for (const id of gone) items.delete(id);
  for (const item of put) items.set(item.id, item);
  for (const [id, fields] of Object.entries(set)) {
    if (items.has(id)) items.set(id, { ...items.get(id), ...fields });
  }
  return { ...from, at: sync.at, items, mine: { ...from.mine, ...readMine(mine) } };
}

function readMine({ votes, ballots, questions, ...others }) {
  return {
    ...others,
    ...(votes && { votes: new Set(votes) }),
    ...(questions && { questions: new Set(questions) }),
    ...(ballots && { ballots: Object.assign(Object.create(null), ballots) }),
  };
}

/** One `live` frame: reactions are those since the last one; what it does not name stays as it was. */
export function applyLive(room, live) {
  const plain = (object) => Object.assign(Object.create(null), object);
  return {
    ...room,
    live: {
      people: live.people ?? room.live.people,
      reactions: plain(live.reactions),
      working: live.working ? plain(live.working) : room.live.working,
    },
  };
}

/** The `ok` of an own vote. No `mine` frame follows to this socket: this is the change. */
export function takeVote(room, id, on, votes) {
  const question = room.items.get(id);
  const mine = new Set(room.mine.votes);
  if (on) mine.add(id);
  else for (const each of [id, ...(question?.merged ?? [])]) mine.delete(each);
  const items = question && votes !== undefined ? new Map(room.items).set(id, { ...question, votes }) : room.items;
  return { ...room, items, mine: { ...room.mine, votes: mine } };
}

/** The `ok` of an own question: it is ours before the frame that shows it arrives. */
export function takeAsk(room, id) {
  return { ...room, mine: { ...room.mine, questions: new Set(room.mine.questions).add(id) } };
}

/** The `ok` of an own ballot; like a vote's it is the change itself. */
export function takeBallot(room, poll, answer) {
  const ballots = Object.assign(Object.create(null), room.mine.ballots, { [poll]: answer });
  return { ...room, mine: { ...room.mine, ballots } };
}
