// What the attendee's lists show, worked out from the state; pure.
import { ownQuestions, shownVote } from "../core/pending.js";
import { PUBLIC, answered, isOwn, open, whyNotVote, theRoom } from "../core/selectors.js";

const VOTED_ON = new Set(["published", "answering"]);

/** @returns {{key: string, view: object}[]} for a CardList of question cards */
export function listed(state, tab) {
  if (tab === "polls") return [];
  if (tab === "mine") return ownQuestions(state.room, state.pending).map((own) => card(state, own, true));
  return open(state.room, tab).map((question) => card(state, { question }));
}

export const answeredCards = (state) => answered(state.room).map((question) => card(state, { question }));

export function card(state, { question, ask, act }, isMine = false) {
  return {
    key: ask?.ref ?? state.refOf.get(question.id) ?? question.id,
    view: {
      question,
      ask,
      act,
      isMine,
      isOwn: isMine || isOwn(state.room, question),
      vote: shownVote(state.room, state.pending, question),
      mayVote: !state.muted && VOTED_ON.has(question.status) && !whyNotVote(theRoom(state.room)),
    },
  };
}

export const ownCount = (state) => ownQuestions(state.room, state.pending).length;

/** What a screen reader should hear of a change: topic → [key, params]. `full` syncs say nothing. */
export function heard(before, after) {
  const said = [];
  if (!before.at || !theRoom(before)) return said;
  const isNew = ({ id, status }) => status === "published" && !PUBLIC.has(before.items.get(id)?.status);
  const fresh = [...after.items.values()].filter((item) => item.kind === "question" && isNew(item) && !isOwn(after, item));
  if (fresh.length && fresh.length < 50) said.push({ topic: "new", n: fresh.length });
  for (const id of after.mine.questions) {
    const [old, now] = [before.items.get(id), after.items.get(id)];
    if (old && now && old.status !== now.status) said.push({ topic: id, fate: now });
  }
  return said;
}
