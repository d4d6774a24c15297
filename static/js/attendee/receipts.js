// Times at which this browser received that a poll is open. A quiz counts from there. They survive a reload, which
// would otherwise win time. A browser that comes late did not receive the opening itself.
import { forThisTab } from "../core/storage.js";

const key = ({ id, round, opened_at: at }) => `suara:receipt:${id}:${round}:${at ?? ""}`;

/** `live`: the frame came while this browser was connected, and not among frames that it had missed. */
export function noteReceipts({ put = [] }, live, now, storage = forThisTab) {
  for (const item of put) {
    if (item.kind !== "poll" || item.state !== "open" || storage.get(key(item))) continue;
    storage.write(key(item), { at: now, live });
  }
}

export const receiptOf = (poll, storage = forThisTab) => storage.read(key(poll));
