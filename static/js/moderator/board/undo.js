// Inverse commands for what a moderator just did. Pure: times are arguments.
import { undoFields } from "../polls/polldraft.js";

export const OFFERED_MS = 10_000;

const roomStates = { open: "room.open", paused: "room.pause", closed: "room.close" };
const each = (command) => command.ids ?? [command.id];
const forEach = (inverse) => (command) => each(command).map((id) => ({ do: inverse, id }));

// command → (command, state before it) → the commands that undo it. An empty list means that it can't be undone.
const INVERSE = {
  "question.publish": forEach("question.unpublish"),
  "question.unpublish": forEach("question.publish"),
  "question.decline": forEach("question.restore"),
  "question.answered": forEach("question.restore"),
  "question.pin": forEach("question.unpin"),
  "question.unpin": forEach("question.pin"),
  "question.merge": forEach("question.unmerge"),
  "question.unmerge": ({ id }, { question }) => (question.into ? [{ do: "question.merge", id, into: question.into }] : []),
  // Taking the previous question again returns this one. Without a previous one, only skipping ends answering.
  "question.take": ({ id }, { now }) => {
    if (now === id) return [];
    return [now ? { do: "question.take", id: now } : { do: "question.skip", id }];
  },
  // Only `take` clears the mark "skipped", so the question being answered has to be taken again afterwards.
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
  "poll.open": ({ id }) => [{ do: "poll.close", id }], // a poll that people saw can't become a draft again
  // A quiz that was closed has shown its right answer: it is not opened again for points.
  "poll.close": ({ id }, { poll }) => (poll?.type === "quiz" ? [] : [{ do: "poll.open", id }]),
  "poll.strike": ({ id, on }) => [{ do: "poll.strike", id, on: !on }],
  "quiz.hide": ({ name, on }) => [{ do: "quiz.hide", name, on: !on }],
  "poll.reveal": ({ id }) => [{ do: "poll.hide", id }],
  "poll.hide": ({ id }) => [{ do: "poll.reveal", id }],
  "poll.reset": ({ id }) => [{ do: "poll.unreset", id }],
  // A deleted poll is restored as closed.
  "poll.delete": ({ id }, { poll }) => [{ do: "poll.restore", id }, ...(poll.state === "open" && poll.type !== "quiz" ? [{ do: "poll.open", id }] : [])],
  "poll.move": ({ id }, { place }) => [{ do: "poll.move", id, to: place }],
  "poll.edit": ({ id, ...fields }, { poll }) => [{ do: "poll.edit", id, ...undoFields(poll, fields) }],
  "poll.word": ({ id, word, hide, into }, { poll }) => [
    { do: "poll.word", id, word, ...(hide !== undefined && { hide: !hide }), ...(into !== undefined && { into: poll.joined?.[word] ?? null }) },
  ],
  "room.open": (_, { room }) => backTo(room),
  "room.pause": (_, { room }) => backTo(room),
  "room.close": (_, { room }) => backTo(room),
};

function backTo(room) {
  const way = roomStates[room.state]; // no command leads back to "scheduled"
  return way ? [{ do: way }] : [];
}

/** `before`: {question?, poll?, place?, room, now} as they were when the command was sent. */
export const inverse = (command, before) => INVERSE[command.do]?.(command, before) ?? [];

/** Returns the commands that can still be undone, the latest last. */
export const undoable = (done, nowMs) => done.filter(({ atMs }) => nowMs - atMs < OFFERED_MS);
