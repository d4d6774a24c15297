"""Joining a room: the person, their role there, and the version that they come back from."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from secrets import token_bytes, token_urlsafe
from time import monotonic
from typing import Any

from server import wire
from server.conference.access import Access, Caller
from server.conference.directory import Directory
from server.domain import visibility
from server.domain.model.people import Person, Role, moderates
from server.domain.model.refusal import Refused
from server.domain.model.text import rfc3339
from server.live.connection.admission import Admission
from server.live.connection.rates import Buckets, network
from server.live.rooms.registry import Rooms
from server.live.rooms.room import LiveRoom
from server.live.tuning import Tuning
from server.store import Room as RoomRecord
from server.store import StoreError
from server.tokens import LIFETIME, Keyring, Token


@dataclass(frozen=True, slots=True)
class Joined:
    """The outcome of a hello.

    `since` is the version that the browser has, `None` if it needs everything. `first`: the person came
    without a token and is new. `network` is that of the connection's address.
    """

    live: LiveRoom
    person: Person
    link: str | None
    label: str
    ref: wire.Ref
    ok: dict[str, Any]
    since: int | None
    first: bool
    network: str

    @property
    def moderates(self) -> bool:
        return moderates(self.person)


class Joins:
    """Answers hellos from memory: none of them costs a write."""

    def __init__(
        self,
        rooms: Rooms,
        directory: Directory,
        access: Access,
        keyring: Keyring,
        tuning: Tuning,
        *,
        rates_enabled: bool = True,
        now: Callable[[], datetime],
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._rooms = rooms
        self._directory = directory
        self._access = access
        self._keyring = keyring
        self._admission = Admission(clock=clock)
        self._identities = Buckets(tuning.identities, clock, enabled=rates_enabled)
        self._returns = Buckets(tuning.commands, clock, enabled=rates_enabled)
        self._now = now

    def room_exists(self, code: str) -> bool:
        return self._directory.room(code) is not None

    async def join(self, code: str, hello: wire.Hello, ref: wire.Ref, address: str) -> Joined:
        """Raises `Refused`: no_room, reload, token, key, rate, overloaded, unavailable."""
        record = self._directory.require_room(code)
        if hello.is_outdated:
            raise Refused("reload", "the frames have changed since")
        if self._rooms.draining:
            raise Refused("unavailable", "this process is about to end", retry_after_s=2.0)
        now = self._now()
        known_token = None if hello.token is None else self._access.token(hello.token, record, now)
        caller = self._access.caller(record, hello.key, known_token)
        if caller is None:  # who came by a link is one of few, and the room needs them now more than ever
            self._admission.check()
        token = self._token(known_token, caller, record, address, now)
        role = caller.role if caller else Role.ATTENDEE
        person = Person(token.person, role, token.ballot_secret)
        if known_token is not None and not moderates(person):  # a desk comes back with hundreds of sockets
            self._returns.spend(person.id)
        live, since = await self._enter(record, person, None if known_token is None else hello.since)
        ok = {
            "token": hello.token if token == known_token else self._keyring.sign(token),
            "person": token.person,
            "role": person.role,
            "expires_at": rfc3339(token.expires_at),
        }
        label = hello.name or (caller.label if caller else "") or person.role
        return Joined(
            live=live,
            person=person,
            link=caller.link if caller else None,
            label=label,
            ref=ref,
            ok=ok,
            since=since,
            first=known_token is None,
            network=network(address),
        )

    def _token(
        self,
        known_token: Token | None,
        caller: Caller | None,
        record: RoomRecord,
        address: str,
        now: datetime,
    ) -> Token:
        """The token that they came with, renewed in the last half of its life, or that of a new person."""
        if known_token is None:
            self._identities.spend(network(address))
            link = caller.link if caller else None
            expires_at = (now + LIFETIME).replace(microsecond=0)
            return Token(token_urlsafe(16), record.conference, token_bytes(16), expires_at, link)
        token = known_token if caller is None else replace(known_token, link=caller.link)
        if known_token.expires_at - now < LIFETIME / 2:
            token = replace(token, expires_at=(now + LIFETIME).replace(microsecond=0))
        return token

    async def _enter(self, record: RoomRecord, person: Person, at: str | None) -> tuple[LiveRoom, int | None]:
        """The room, and the version that the browser has. Await nothing before the browser is in the room."""
        while True:
            live = await self._rooms.enter(record)
            since = await self._since(live, at, person.role)
            if not live.ended:  # it may have been let go while its log was read
                return live, since

    async def _since(self, live: LiveRoom, at: str | None, role: Role) -> int | None:
        kind = visibility.view_of_role(role).kind
        since = live.cursors.version_of(at, kind)
        if since is not None and since > live.room.version:
            try:
                await self._rooms.catch_up(live)
            except StoreError:
                raise Refused("unavailable", "the record can't be read now", retry_after_s=1.0) from None
            since = live.cursors.version_of(at, kind)
        # Ahead of the record itself, as after a restore: nothing to go on from.
        return since if since is not None and since <= live.room.version else None
