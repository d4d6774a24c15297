"""Hello: who somebody is, what their link makes them here, and from where they come back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from secrets import token_bytes, token_urlsafe
from time import monotonic
from typing import Any

from server import wire
from server.conference.directory import Entrance, Programme
from server.domain import visibility
from server.domain.model.people import Person, Role, moderates
from server.domain.model.refusal import Refused
from server.domain.model.text import rfc3339
from server.live.connection.admission import Admission
from server.live.connection.rates import COMMANDS, IDENTITIES, Buckets, network
from server.live.rooms.registry import Rooms
from server.live.rooms.room import LiveRoom
from server.store import Room as Facts
from server.store import StoreError
from server.tokens import LIFETIME, Keyring, Token


@dataclass(frozen=True, slots=True)
class Welcome:
    """The outcome of a hello. `since` is the version to bring them on from, `None` for everything; `first` is
    for who came without a token, and was somebody for the first time just now."""

    live: LiveRoom
    person: Person
    link: str | None
    label: str
    ref: wire.Ref
    ok: dict[str, Any]
    since: int | None
    first: bool
    at: datetime

    @property
    def moderates(self) -> bool:
        return moderates(self.person)


class Greeter:
    """Answers hellos from memory: none of them costs a write."""

    def __init__(
        self,
        rooms: Rooms,
        programme: Programme,
        keyring: Keyring,
        *,
        page_version: str | None = None,
        rates_enabled: bool = True,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._rooms = rooms
        self._programme = programme
        self._keyring = keyring
        self._page_version = page_version
        self._admission = Admission()
        self._identities = Buckets(IDENTITIES, enabled=rates_enabled)
        self._names = Buckets(COMMANDS, enabled=rates_enabled)
        self._now = now

    def knows(self, code: str) -> bool:
        return self._programme.room(code) is not None

    async def greet(self, code: str, hello: wire.Hello, ref: wire.Ref, address: str) -> Welcome:
        """Raises `Refused`: no_room, reload, token, key, rate, overloaded, unavailable."""
        facts = self._programme.room(code)
        if facts is None:
            raise Refused("no_room", "there is no room with this code")
        if hello.v is not None and self._page_version is not None and hello.v != self._page_version:
            raise Refused("reload", "the pages have changed since")
        if self._rooms.draining:
            raise Refused("unavailable", "this process is about to end", retry_after_s=2.0)
        now = self._now()
        held = self._held(hello.token, facts, now)
        entrance = self._entrance(hello.key, held, facts)
        if entrance is None:  # who came by a link is one of few, and the room needs them now more than ever
            self._admission.ask()
        token = self._token(held, entrance, facts, address, now)
        role = entrance.role if entrance else Role.ATTENDEE
        person = Person(token.person, role, token.ballot_secret)
        live = await self._rooms.enter(facts)
        since = None if held is None else await self._since(live, hello.since, person.role)
        if hello.name is not None:
            self._names.take(token.person, monotonic())
        ok = {
            "token": hello.token if token == held else self._keyring.sign(token),
            "person": token.person,
            "role": person.role,
            "expires_at": rfc3339(token.expires_at),
        }
        label = hello.name or (entrance.label if entrance else "") or person.role
        return Welcome(
            live, person, entrance.link if entrance else None, label, ref, ok, since, held is None, now
        )

    def _held(self, text: str | None, facts: Facts, now: datetime) -> Token | None:
        if text is None:
            return None
        held = self._keyring.read(text, now)
        if held is None or held.conference != facts.conference:
            raise Refused("token", "not a valid token here")
        return held

    def _entrance(self, key: str | None, held: Token | None, facts: Facts) -> Entrance | None:
        """What a key opens, or else the link that the token names; a revoked one opens nothing."""
        if key is not None:
            link = self._keyring.link_of(key)
            entrance = None if link is None else self._programme.entrance(link, facts)
            if entrance is None:
                raise Refused("key", "this link does not open this room")
            return entrance
        if held is None or held.link is None:
            return None
        if self._programme.is_revoked(held.link):
            raise Refused("key", "this link has been revoked")
        return self._programme.entrance(held.link, facts)

    def _token(
        self, held: Token | None, entrance: Entrance | None, facts: Facts, address: str, now: datetime
    ) -> Token:
        """The one they came with, renewed in the last half of its life; or a new person's."""
        if held is None:
            self._identities.take(network(address), monotonic())
            link = entrance.link if entrance else None
            expires_at = (now + LIFETIME).replace(microsecond=0)
            return Token(token_urlsafe(16), facts.conference, token_bytes(16), expires_at, link)
        token = held if entrance is None else replace(held, link=entrance.link)
        if held.expires_at - now < LIFETIME / 2:
            token = replace(token, expires_at=(now + LIFETIME).replace(microsecond=0))
        return token

    async def _since(self, live: LiveRoom, at: str | None, role: Role) -> int | None:
        since = live.version_at(at, visibility.sight(role).kind)
        if since is not None and since > live.room.version:
            try:
                await self._rooms.catch_up(live)
            except StoreError:
                raise Refused("unavailable", "the record can't be read now", retry_after_s=1.0) from None
        # Ahead of the record itself, as after a restore: nothing to go on from.
        return since if since is not None and since <= live.room.version else None
