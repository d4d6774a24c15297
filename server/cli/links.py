"""The ways into a conference, for the people who hand them out."""

import io
from typing import Any

import segno

from server.domain.model.people import Role
from server.run import data_folder, delegate
from server.run.settings import ConfigurationError, Settings, secret_key
from server.store import Store
from server.tokens import Keyring

Links = dict[str, Any]

_PAGES = {Role.MODERATOR: "moderate", Role.SPEAKER: "speak", Role.STAGE: "stage"}


async def links_of_conference(store: Store, settings: Settings, slug: str) -> Links:
    """Every role's link, in the form that `suara links --json` prints. Raises `ConfigurationError`."""
    programme = await store.programme()
    conference = next((each for each in programme.conferences if each.slug == slug), None)
    if conference is None:
        known = ", ".join(each.slug for each in programme.conferences) or "none yet"
        raise ConfigurationError(f"There is no conference {slug!r} here; there is: {known}.")
    keyring = Keyring(secret_key(settings))
    links = [each for each in programme.links if each.conference == conference.id and not each.revoked]
    base = _base(settings)
    rooms = []
    for room in (each for each in programme.rooms if each.conference == conference.id):
        ways = {
            str(role): f"{base}/r/{room.code}/{page}#key={keyring.link_key(link.id)}"
            for role, page in _PAGES.items()
            for link in links
            if link.room == room.id and link.role == role
        }
        rooms.append({"code": room.code, "title": room.title, "attendee": f"{base}/{room.code}", **ways})
    organisers = [link for link in links if link.room is None and link.role == Role.ORGANISER]
    found: Links = {"conference": slug}
    if organisers:
        found["organiser"] = f"{base}/c/{slug}/manage#key={keyring.link_key(organisers[0].id)}"
    return {**found, "rooms": rooms}


def _base(settings: Settings) -> str:
    """What the settings say, or else where the server on this data folder runs."""
    if settings.url is None:
        running = data_folder.running_server(settings)
        if running is not None:
            return str(running["url"])
    return settings.public_url


def rotate(settings: Settings, slug: str) -> None:
    """New links for old ones, which end at once."""
    delegate.run_here_or_delegate(
        settings, lambda store: store.replace_links(slug), f"/manage/{slug}/links/rotate"
    )


# ---- for people


def table(found: Links) -> str:
    lines = [f"{found['conference']}", f"  organiser  {found.get('organiser', '')}"]
    for room in found["rooms"]:
        lines += ["", f"{room['code']}  {room['title']}"]
        roles = ("attendee", *map(str, _PAGES))
        lines += [f"  {role:<10} {room[role]}" for role in roles if role in room]
    return "\n".join(lines)


def banner(found: Links) -> str:
    """What a first start shows: the way in for attendees as a QR code, then every link."""
    first = found["rooms"][0]
    out = io.StringIO()
    segno.make(first["attendee"], error="l", micro=False).terminal(out, compact=True, border=2)
    return f"{table(found)}\n\n{out.getvalue()}\nScan to join {first['title']}: {first['attendee']}\n"
