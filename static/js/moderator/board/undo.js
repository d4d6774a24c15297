// How to take back what a moderator just did. No DOM, no clock: times come in as arguments.
import { fieldsBefore } from "../polls/draft.js";

export const OFFERED_MS = 10_000;

const roomStates = { open: "room.open", paused: "room.pause", closed: "room.close" };
const each = (command) => command.ids ?? [command.id];
const everyOne = (does) => (command) => each(command).map((id) => ({ do: does, id }));

// command → (command, what was true before it) → the commands that lead back; none means it cannot be undone.
const INVERSE = {
  "question.publish": everyOne("question.unpublish"),
  "question.unpublish": everyOne("question.publish"),
  "question.decline": everyOne("question.restore"),
  "question.answered": everyOne("question.restore"),
  "question.pin": everyOne("question.unpin"),
  "question.unpin": everyOne("question.pin"),
  "question.merge": everyOne("question.unmerge"),
  "question.unmerge": ({ id }, { question }) => (question.into ? [{ do: "question.merge", id, into: question.into }] : []),
  // Taking the former one again puts this one back; with no former, skipping is the only way to stop answering.
  "question.take": ({ id }, { now }) => {
    if (now === id) return [];
    return [now ? { do: "question.take", id: now } : { do: "question.skip", id }];
  },
  // Only `take` clears the mark of having been skipped, so the one being answered has to be taken again after it.
  "question.skip": ({ id }, { now, question }) => {
    if (now === id) return [{ do: "question.take", id }];
    return now && !question.skipped ? [{ do: "question.take", id }, { do: "question.take", id: now }] : [];
  },
  "question.edit": ({ id }, { question }) => [{ do: "question.edit", id, text: question.text }],
  "question.label": ({ id }, { question }) => [{ do: "question.label", id, labels: question.labels ?? [] }],
  "question.assign": ({ id }, { question }) => [{ do: "question.assign", id, to: question.assigned_to ?? "" }],
  "person.mute": ({ person }) => [{ do: "person.unmute", person }],
  "person.unmute": ({ person }) => [{ do: "person.mute", person }],
  "announce": (_, { room }) => [{ do: "announce", text: room.announcement ?? "" }],
  "stage.blank": ({ on }) => [{ do: "stage.blank", on: !on }],
  "room.update": ({ settings }, { room }) => {
    const before = Object.fromEntries(Object.keys(settings).map((name) => [name, room.settings[name]]));
    return [{ do: "room.update", settings: before }];
  },
  "poll.open": ({ id }) => [{ do: "poll.close", id }], // a draft that people saw is none any more
  "poll.close": ({ id }) => [{ do: "poll.open", id }],
  "poll.reveal": ({ id }) => [{ do: "poll.hide", id }],
  "poll.hide": ({ id }) => [{ do: "poll.reveal", id }],
  "poll.reset": ({ id }) => [{ do: "poll.unreset", id }],
  // What was deleted comes back closed.
  "poll.delete": ({ id }, { poll }) => [{ do: "poll.restore", id }, ...(poll.state === "open" ? [{ do: "poll.open", id }] : [])],
  "poll.move": ({ id }, { place }) => [{ do: "poll.move", id, to: place }],
  "poll.edit": ({ id, ...fields }, { poll }) => [{ do: "poll.edit", id, ...fieldsBefore(poll, fields) }],
  "poll.word": ({ id, word, hide, into }, { poll }) => [
    { do: "poll.word", id, word, ...(hide !== undefined && { hide: !hide }), ...(into !== undefined && { into: poll.joined?.[word] ?? null }) },
  ],
  "room.open": (_, { room }) => backTo(room),
  "room.pause": (_, { room }) => backTo(room),
  "room.close": (_, { room }) => backTo(room),
};

function backTo(room) {
  const way = roomStates[room.state]; // nothing leads back to "scheduled"
  return way ? [{ do: way }] : [];
}

/** before: {question?, poll?, place?, room, now} as they stood when the command was sent. */
export const inverse = (command, before) => INVERSE[command.do]?.(command, before) ?? [];

/** The deeds still offered for undoing: a new list, the latest last. */
export const stillOffered = (deeds, nowMs) => deeds.filter((deed) => nowMs - deed.atMs < OFFERED_MS);
