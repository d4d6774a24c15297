"""The directory in memory: conferences, rooms by code, links. Joins need nothing else."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from server.domain.model.refusal import Refused
from server.store import Conference, Link, Programme, Room, Store


class Directory:
    """Asking it anything costs no database.

    `conferences` stand in the order of their slugs. `links` are those that have not been revoked.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._reading = asyncio.Lock()  # so that what is read first is kept first
        self._by_code: dict[str, Room] = {}
        self.conferences: dict[str, Conference] = {}
        self.rooms: dict[str, Room] = {}
        self.links: dict[str, Link] = {}

    # ---- reading

    async def load(self) -> None:
        """Reads every conference. Raises `StoreUnavailable`."""
        async with self._reading:
            for programme in await self._store.programmes():
                self._replace(programme.conference.id, programme)

    async def refresh(self, heads: Mapping[str, tuple[int, int]]) -> Collection[str]:
        """Reads what has changed, judged by (revision, seen) of each conference that there is.

        Returns the ids of the conferences that were read whole, and whose links and rooms may be others now.
        Raises `StoreUnavailable`, and then everything stays as it was. A part that was taken in without its
        id being returned would never be read again, and links that ended there would go on.
        """
        if heads == self._heads():  # as nearly every second
            return ()
        async with self._reading:
            known_heads = self._heads()
            changed: dict[str, tuple[int, Sequence[Room]]] = {}
            whole: dict[str, Programme | None] = {}
            for id_ in {**known_heads, **heads}:
                known, head = known_heads.get(id_), heads.get(id_)
                if known == head:
                    continue
                if known and head and known[0] == head[0] and known[1] < head[1]:
                    changed[id_] = head[1], await self._store.changed_rooms(id_, known[1])
                else:
                    whole[id_] = await self._store.programme(id_)
            for id_, (seen, rooms) in changed.items():
                self._put(id_, seen, rooms)
            for id_, programme in whole.items():
                self._replace(id_, programme)
        return whole.keys()

    async def reread(self, conference: str) -> None:
        """Reads one conference whole, whatever its numbers say. Raises `StoreUnavailable`."""
        async with self._reading:
            self._replace(conference, await self._store.programme(conference))

    def _heads(self) -> dict[str, tuple[int, int]]:
        return {id_: (each.revision, each.seen) for id_, each in self.conferences.items()}

    def _put(self, conference: str, seen: int, rooms: Sequence[Room]) -> None:
        self.conferences[conference] = replace(self.conferences[conference], seen=seen)
        for room in rooms:
            self.rooms[room.id] = self._by_code[room.code] = room

    def _replace(self, conference: str, programme: Programme | None) -> None:
        for room in self.rooms_of(conference):
            del self.rooms[room.id], self._by_code[room.code]
        for link in [link for link in self.links.values() if link.conference == conference]:
            del self.links[link.id]
        self.conferences.pop(conference, None)
        if programme is not None:
            conferences = [*self.conferences.values(), programme.conference]
            self.conferences = {each.id: each for each in sorted(conferences, key=lambda each: each.slug)}
            self.rooms.update((room.id, room) for room in programme.rooms)
            self._by_code.update((room.code, room) for room in programme.rooms)
            self.links.update((link.id, link) for link in programme.links)

    # ---- asking

    def room(self, code: str) -> Room | None:
        return self._by_code.get(code.upper())

    def require_room(self, code: str) -> Room:
        """Raises `Refused("no_room")`."""
        room = self.room(code)
        if room is None:
            raise Refused("no_room", "there is no room with this code")
        return room

    def rooms_of(self, conference: str) -> list[Room]:
        """By the conference's id, in their order."""
        return [room for room in self.rooms.values() if room.conference == conference]

    def conference(self, slug: str) -> Conference | None:
        return next((each for each in self.conferences.values() if each.slug == slug), None)
