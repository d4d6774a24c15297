// Polls as a file: prepared before the conference, kept after it. No DOM.
import { POLL_FIELDS } from "../../core/moderation.js";
import { createOf, draftOf } from "./draft.js";

export const MOST_BYTES = 1024 * 1024;
const MARK = "suara-polls";

/** The definitions of these polls, without anybody's answers, as the text of a file. */
export const writeFile = (polls) => `${JSON.stringify({ format: MARK, version: 1, polls: polls.map((poll) => createOf(draftOf(poll))) }, null, 2)}\n`;

/** { polls: [fields of poll.create] } or { problem: key }. A bare list of definitions is welcome too. */
export function readFile(text) {
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    return { problem: "polldesk.import.not_json" };
  }
  const polls = Array.isArray(file) ? file : file?.polls;
  if (!Array.isArray(polls) || (!Array.isArray(file) && (file.format !== MARK || file.version !== 1))) return { problem: "polldesk.import.not_polls" };
  return polls.length ? { polls } : { problem: "polldesk.import.none" };
}

/** What stands against sending it at all, as a refusal; the rest is the server's to judge. */
export function refusedHere(fields) {
  if (typeof fields !== "object" || fields === null || Array.isArray(fields)) return { code: "invalid" };
  const unknown = Object.keys(fields).find((name) => !POLL_FIELDS.includes(name));
  return unknown === undefined ? null : { code: "unknown_field", field: unknown };
}

/**
 * Sends one after the other: create(fields) resolves or rejects with a refusal; told "too fast", it waits(seconds).
 * Resolves with { taken: n, refused: [{ number, prompt, refusal }] }.
 */
export async function importAll(polls, { create, wait, progress = () => {} }) {
  const refused = [];
  let taken = 0;
  for (const [index, fields] of polls.entries()) {
    const refusal = refusedHere(fields) ?? (await patiently(() => create(fields), wait));
    if (refusal) refused.push({ number: index + 1, prompt: String(fields?.prompt ?? ""), refusal });
    else taken += 1;
    progress(index + 1);
  }
  return { taken, refused };
}

const PATIENCE = 20; // waits for one poll

async function patiently(ask, wait) {
  for (let waits = 0; ; waits += 1) {
    const refusal = await ask().then(() => null, (no) => no);
    if (refusal?.code !== "rate" || waits === PATIENCE) return refusal;
    await wait(refusal.retry_after_s ?? 1);
  }
}
