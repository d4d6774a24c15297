/** The clocks of the cities of the conference that this room belongs to; none if that cannot be learnt. */
export async function zonesOf(room) {
  try {
    const { conferences } = await (await fetch("/rooms.json")).json();
    return conferences.find(({ rooms }) => rooms.some(({ code }) => code === room))?.zones ?? [];
  } catch {
    return []; // one's own time is shown then
  }
}
