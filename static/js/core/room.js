// State of a room as a browser knows it. Pure: no DOM, no socket, no clock. Each change makes a new room; an item
// that did not change stays the same object, so that a component can tell by `===` whether to draw again.
//
// Items live in a Map and ballots in an object without prototype: ids and names come from people, and one of
// them may be "__proto__".

/** @returns {{at: string|null, items: Map<string, object>, mine: {votes: Set, ballots: object, questions: Set}, live: object}} */
export function emptyRoom() {
  return {
    at: null,
    items: new Map(),
    mine: { votes: new Set(), ballots: Object.create(null), questions: new Set() },
    live: { people: null, reactions: Object.create(null), working: Object.create(null) },
  };
}

/**
 * Applies one `sync` frame: `gone`, then `put`, then `set`. `full` forgets everything first. Each key of `mine` holds
 * the whole new value.
 */
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

/** Applies one `live` frame. Its reactions are those since the last one; fields that it does not name stay. */
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

/** Applies the `ok` of an own vote. The server sends no `mine` frame for it to this socket. */
export function applyOwnVote(room, id, on, votes) {
  const question = room.items.get(id);
  const mine = new Set(room.mine.votes);
  if (on) mine.add(id);
  else for (const each of [id, ...(question?.merged ?? [])]) mine.delete(each);
  const items = question && votes !== undefined ? new Map(room.items).set(id, { ...question, votes }) : room.items;
  return { ...room, items, mine: { ...room.mine, votes: mine } };
}

/** Applies the `ok` of an own question, which may arrive before the frame that shows the question. */
export function applyOwnAsk(room, id) {
  return { ...room, mine: { ...room.mine, questions: new Set(room.mine.questions).add(id) } };
}

/** Applies the `ok` of an own ballot. As for a vote, no `mine` frame follows. */
export function applyOwnBallot(room, poll, answer) {
  const ballots = Object.assign(Object.create(null), room.mine.ballots, { [poll]: answer });
  return { ...room, mine: { ...room.mine, ballots } };
}
