// Files from the server that need a key.
import { Refusal } from "../core/commands.js";

/** Resolves with the file at `path`, a Blob with the server's `name` for it. Rejects with a Refusal. */
export async function fetchFile(path, key) {
  const answer = await fetch(path, { headers: { authorization: `Bearer ${key ?? ""}` }, cache: "no-store" }).catch(() => null);
  if (!answer) throw new Refusal({ code: "offline" });
  if (!answer.ok) throw new Refusal({ code: await codeOf(answer) });
  const file = await answer.blob();
  return Object.assign(file, { name: nameIn(answer.headers.get("content-disposition") ?? "") });
}

async function codeOf(answer) {
  const { code } = await answer.json().catch(() => ({}));
  return code ?? (answer.status === 401 || answer.status === 403 ? "key" : "unavailable");
}

const nameIn = (disposition) => /filename="?([^";]+)"?/.exec(disposition)?.[1];
