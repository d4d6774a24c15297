// Views of questions for the attendee's lists, computed from the state. Pure.
import { ownQuestions, shownVote } from "../core/pending.js";
import { answeredQuestions, isOwn, isPublic, openQuestions, roomItem, whyNotVote } from "../core/selectors.js";

const VOTED_ON = new Set(["published", "answering"]);
const MAX_ANNOUNCED = 50; // new questions; more at once are not worth counting aloud

/** @returns {{key: string, view: object}[]} cards for a CardList of question cards */
export function cardsUnder(state, tab) {
  if (tab === "polls") return [];
  if (tab === "mine") return ownQuestions(state.room, state.pending).map((own) => card(state, own, true));
  return openQuestions(state.room, tab).map((question) => card(state, { question }));
}

export const answeredCards = (state) => answeredQuestions(state.room).map((question) => card(state, { question }));

export function card(state, { question, ask, change }, isMine = false) {
  return {
    key: ask?.ref ?? state.refOf.get(question.id) ?? question.id,
    view: {
      question,
      ask,
      change,
      isMine,
      isOwn: isMine || isOwn(state.room, question),
      vote: shownVote(state.room, state.pending, question),
      mayVote: !state.muted && VOTED_ON.has(question.status) && !whyNotVote(roomItem(state.room)),
    },
  };
}

export const ownCount = (state) => ownQuestions(state.room, state.pending).length;

/**
 * Returns what screen readers should announce of a change: {topic, n} for n new questions, {topic, changed} for an own
 * question with a new status. The first sync of a room announces nothing.
 */
export function questionAnnouncements(before, after) {
  const found = [];
  if (!before.at || !roomItem(before)) return found;
  const isNew = ({ id, status }) => status === "published" && !isPublic(before.items.get(id)?.status);
  const fresh = [...after.items.values()].filter((item) => item.kind === "question" && isNew(item) && !isOwn(after, item));
  if (fresh.length && fresh.length < MAX_ANNOUNCED) found.push({ topic: "new", n: fresh.length });
  for (const id of after.mine.questions) {
    const [old, now] = [before.items.get(id), after.items.get(id)];
    if (old && now && old.status !== now.status) found.push({ topic: id, changed: now });
  }
  return found;
}
