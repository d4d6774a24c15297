"""What joins need to know, in memory: conferences, rooms by code, links. Reloaded when a revision moves."""

from server.domain.model.refusal import Refused
from server.store import Conference, Link, Room, Store


class Directory:
    """The programme as of `revisions`. Asking it anything costs no database."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.conferences: dict[str, Conference] = {}
        self.rooms: dict[str, Room] = {}
        self._by_code: dict[str, Room] = {}
        self.links: dict[str, Link] = {}

    async def load(self) -> None:
        """Raises `StoreUnavailable`, and then everything is as it was."""
        found = await self._store.programme()
        self.conferences = {conference.id: conference for conference in found.conferences}
        self.rooms = {room.id: room for room in found.rooms}
        self._by_code = {room.code: room for room in found.rooms}
        self.links = {link.id: link for link in found.links}

    @property
    def revisions(self) -> dict[str, int]:
        return {id_: conference.revision for id_, conference in self.conferences.items()}

    def room(self, code: str) -> Room | None:
        return self._by_code.get(code.upper())

    def require_room(self, code: str) -> Room:
        """Raises `Refused("no_room")`."""
        room = self.room(code)
        if room is None:
            raise Refused("no_room", "there is no room with this code")
        return room

    def rooms_of(self, conference: str) -> list[Room]:
        return [room for room in self.rooms.values() if room.conference == conference]

    def conference(self, slug: str) -> Conference | None:
        return next((each for each in self.conferences.values() if each.slug == slug), None)

    def link(self, link_id: str) -> Link | None:
        """`None` if it has been revoked, or is gone altogether."""
        link = self.links.get(link_id)
        return None if link is None or link.revoked else link
