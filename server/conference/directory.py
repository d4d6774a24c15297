"""What joins need to know, in memory: conferences, rooms by code, links. Reloaded when a revision moves."""

from dataclasses import dataclass

from server.domain.model.people import Role
from server.store import Conference, Link, Room, Store


@dataclass(frozen=True, slots=True)
class Entrance:
    """What a valid key or link opens in one room."""

    role: Role
    link: str
    label: str


class Directory:
    """The programme as of `revisions`. Asking it anything costs no database."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.conferences: dict[str, Conference] = {}
        self.rooms: dict[str, Room] = {}
        self._by_code: dict[str, Room] = {}
        self._links: dict[str, Link] = {}

    async def load(self) -> None:
        """Raises `StoreUnavailable`, and then everything is as it was."""
        found = await self._store.programme()
        self.conferences = {conference.id: conference for conference in found.conferences}
        self.rooms = {room.id: room for room in found.rooms}
        self._by_code = {room.code: room for room in found.rooms}
        self._links = {link.id: link for link in found.links}

    @property
    def revisions(self) -> dict[str, int]:
        return {id_: conference.revision for id_, conference in self.conferences.items()}

    def room(self, code: str) -> Room | None:
        return self._by_code.get(code.upper())

    def rooms_of(self, conference: str) -> list[Room]:
        return [room for room in self.rooms.values() if room.conference == conference]

    def conference(self, slug: str) -> Conference | None:
        return next((each for each in self.conferences.values() if each.slug == slug), None)

    def is_revoked(self, link_id: str) -> bool:
        """Revoked, or gone altogether."""
        link = self._links.get(link_id)
        return link is None or link.revoked

    def entrance(self, link_id: str, room: Room) -> Entrance | None:
        """What the link opens in this room; `None` if it is revoked or for another one."""
        link = self._links.get(link_id)
        if link is None or link.revoked or link.conference != room.conference:
            return None
        if link.room is not None and link.room != room.id:
            return None
        return Entrance(Role(link.role), link.id, link.label)

    def links_of(self, conference: str) -> list[Link]:
        return [link for link in self._links.values() if link.conference == conference and not link.revoked]
