// When this browser heard that a poll is open. A quiz counts from there; it is kept over a reload, or a reload
// would give time away. Whoever comes late did not hear the opening itself.
import { forThisTab } from "../core/storage.js";

const key = ({ id, round, opened_at: at }) => `suara:receipt:${id}:${round}:${at ?? ""}`;

/** `live`: the frame came while it was listening, and not as what it had missed. */
export function noteReceipts({ put = [] }, live, now, storage = forThisTab) {
  for (const item of put) {
    if (item.kind !== "poll" || item.state !== "open" || storage.get(key(item))) continue;
    storage.write(key(item), { at: now, live });
  }
}

export const receiptOf = (poll, storage = forThisTab) => storage.read(key(poll));
