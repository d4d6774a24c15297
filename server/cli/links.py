"""The links of a conference as text, for the people who hand them out."""

import io
from typing import Any

from server.conference.links import PAGES, listed
from server.run import data_folder, delegate
from server.run.settings import ConfigurationError, Settings, secret_key
from server.store import Store
from server.tokens import Keyring

Links = dict[str, Any]


async def links_of_conference(store: Store, settings: Settings, slug: str) -> Links:
    """Every role's link, in the form that `suara links --json` prints. Raises `ConfigurationError`."""
    programmes = {each.conference.slug: each for each in await store.programmes()}
    programme = programmes.get(slug)
    if programme is None:
        known = ", ".join(programmes) or "none yet"
        raise ConfigurationError(f"There is no conference {slug!r} here; there is: {known}.")
    return listed(slug, programme.rooms, programme.links, Keyring(secret_key(settings)), _base(settings))


def _base(settings: Settings) -> str:
    """The public address from the settings, or that of the server running on this data folder."""
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
        roles = ("attendee", *map(str, PAGES))
        lines += [f"  {role:<10} {room[role]}" for role in roles if role in room]
    return "\n".join(lines)


def banner(found: Links) -> str:
    """The output of a first start: every link, and the attendees' one as a QR code."""
    import segno

    first = found["rooms"][0]
    out = io.StringIO()
    segno.make(first["attendee"], error="l", micro=False).terminal(out, compact=True, border=2)
    return f"{table(found)}\n\n{out.getvalue()}\nScan to join {first['title']}: {first['attendee']}\n"
