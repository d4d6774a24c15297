"""Links of a conference: making them, and listing them for the people who hand them out."""

from collections.abc import Collection, Sequence
from secrets import token_hex
from typing import Any

from server.domain.model.people import Role
from server.store import Link, Room
from server.tokens import Keyring

PAGES = {Role.MODERATOR: "moderate", Role.SPEAKER: "speak", Role.STAGE: "stage"}
"""The page of each role that has a link to one room."""


def new_link(conference: str, room: str | None, role: Role) -> Link:
    """A new link to one room of a conference, or to the whole conference if `room` is `None`."""
    return Link("l_" + token_hex(8), conference, room, role, label="")


def listed(
    slug: str, rooms: Sequence[Room], links: Collection[Link], keyring: Keyring, base: str
) -> dict[str, Any]:
    """Every role's address in a conference, in the form of `suara links --json`.

    `links` are those of the conference that have not been revoked; `base` is the server's public URL.
    """
    found: dict[str, Any] = {"conference": slug}
    for link in links:
        if link.room is None and link.role == Role.ORGANISER:
            found.setdefault("organiser", f"{base}/c/{slug}/manage#key={keyring.link_key(link.id)}")
    return {**found, "rooms": [_of_room(room, links, keyring, base) for room in rooms]}


def _of_room(room: Room, links: Collection[Link], keyring: Keyring, base: str) -> dict[str, Any]:
    addresses = {
        str(role): f"{base}/r/{room.code}/{page}#key={keyring.link_key(link.id)}"
        for role, page in PAGES.items()
        for link in links
        if link.room == room.id and link.role == role
    }
    return {"code": room.code, "title": room.title, "attendee": f"{base}/{room.code}", **addresses}
