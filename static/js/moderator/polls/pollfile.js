// Polls as a JSON file, to prepare them before the conference and to keep them. Pure.
import { POLL_FIELDS } from "../../core/moderation.js";
import { createFields, draftFrom } from "./polldraft.js";

export const MAX_BYTES = 1024 * 1024;
const FORMAT = "suara-polls";

/** Returns the text of a file with the definitions of these polls, without answers. */
export const writePollFile = (polls) => `${JSON.stringify({ format: FORMAT, version: 1, polls: polls.map((poll) => createFields(draftFrom(poll))) }, null, 2)}\n`;

/** Returns { polls: [fields of poll.create] } or { problem: key }. A plain list of definitions is accepted too. */
export function readPollFile(text) {
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    return { problem: "polldesk.import.not_json" };
  }
  const polls = Array.isArray(file) ? file : file?.polls;
  if (!Array.isArray(polls) || (!Array.isArray(file) && (file.format !== FORMAT || file.version !== 1))) return { problem: "polldesk.import.not_polls" };
  return polls.length ? { polls } : { problem: "polldesk.import.none" };
}

/** Returns a refusal if the definition can't be sent, else null. The server checks the rest. */
export function checkDefinition(fields) {
  if (typeof fields !== "object" || fields === null || Array.isArray(fields)) return { code: "invalid" };
  const unknown = Object.keys(fields).find((name) => !POLL_FIELDS.includes(name));
  return unknown === undefined ? null : { code: "unknown_field", field: unknown };
}

/**
 * Creates one poll after the other. create(fields) resolves, or rejects with a refusal; wait(seconds) is called when
 * the server says that it was too fast. Resolves with { created: n, refused: [{ number, prompt, refusal }] }.
 */
export async function importPolls(polls, { create, wait, progress = () => {} }) {
  const refused = [];
  let created = 0;
  for (const [index, fields] of polls.entries()) {
    const refusal = checkDefinition(fields) ?? (await retryWhenLimited(() => create(fields), wait));
    if (refusal) refused.push({ number: index + 1, prompt: String(fields?.prompt ?? ""), refusal });
    else created += 1;
    progress(index + 1);
  }
  return { created, refused };
}

const MAX_WAITS = 20; // for one poll

async function retryWhenLimited(ask, wait) {
  for (let waits = 0; ; waits += 1) {
    const refusal = await ask().then(() => null, (refused) => refused);
    if (refusal?.code !== "rate" || waits === MAX_WAITS) return refusal;
    await wait(refusal.retry_after_s ?? 1);
  }
}
