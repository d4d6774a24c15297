// The public programme: conferences with their rooms.

/** Resolves with the conferences. Rejects if the server cannot be reached. `cache`: as fetch() takes it. */
export async function fetchConferences(cache = "default") {
  const answer = await fetch("/rooms.json", { cache });
  return (await answer.json()).conferences;
}

/** Resolves with the time zones of the conference that this room belongs to, or [] if they cannot be fetched. */
export async function fetchZones(code) {
  try {
    const conferences = await fetchConferences();
    return conferences.find(({ rooms }) => rooms.some((room) => room.code === code))?.zones ?? [];
  } catch {
    return []; // the page shows the reader's own time then
  }
}
