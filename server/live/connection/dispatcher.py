"""Commands of one browser: read, counted, permitted, carried out and answered, on any kind of connection."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from time import monotonic
from typing import Any

from server import wire
from server.domain.model import commands
from server.domain.model.limits import Limits
from server.domain.model.people import Person, moderates, permit
from server.domain.model.poll_commands import QuizRank
from server.domain.model.refusal import Refused
from server.domain.rules import decide
from server.live.connection.join import Joined, Joins
from server.live.connection.rations import Rationing
from server.live.fanout.cohorts import Browser
from server.live.metrics import Metrics
from server.live.rooms.commits import Outcome, PendingCommand
from server.live.rooms.registry import Rooms
from server.live.transport.outlet import Packet
from server.live.tuning import Tuning

UNANSWERED = 64  # commands of one connection that may be under way at once


class Gateway:
    """The shared side of all connections of a process: rooms, joins, limits and rates."""

    def __init__(
        self,
        rooms: Rooms,
        joins: Joins,
        limits: Limits,
        tuning: Tuning,
        metrics: Metrics,
        *,
        rates_enabled: bool = True,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.rooms = rooms
        self.joins = joins
        self.limits = limits
        self.tuning = tuning
        self.metrics = metrics
        self.now = now
        self._rates_enabled = rates_enabled
        self.rationing = Rationing(tuning, clock, enabled=rates_enabled)
        self._open: Counter[str] = Counter()

    def enter(self, person: Person) -> None:
        """Counts one more open connection of a person. Raises `Refused("quota")` if there are too many.

        The bound is that of the person's role in the room which this connection enters.
        """
        most = self.tuning.sockets_per_moderator if moderates(person) else self.tuning.sockets_per_person
        if self._rates_enabled and self._open[person.id] >= most:
            raise Refused("quota", "too many open connections")
        self._open[person.id] += 1

    def leave(self, person: Person) -> None:
        """Counts one fewer. Call it once for each `enter`."""
        self._open[person.id] -= 1
        if not self._open[person.id]:
            del self._open[person.id]

    @contextmanager
    def counted(self, person: Person) -> Iterator[None]:
        """Calls `enter` and `leave` around a block. Raises `Refused("quota")`."""
        self.enter(person)
        try:
            yield
        finally:
            self.leave(person)

    def write_refusal(self, ref: wire.Ref | None, refused: Refused) -> Packet:
        """The reply, counted by its code."""
        self.metrics.refusals.labels(refused.code).inc()
        return Packet(wire.write_no(ref, refused))


class Dispatcher:
    """Reads frames, carries out commands, and writes each answer to the browser's outlet."""

    def __init__(self, gateway: Gateway, joined: Joined, browser: Browser) -> None:
        self._gateway = gateway
        self._joined = joined
        self._browser = browser
        limits = gateway.limits
        self.frame_bytes = limits.moderator_frame_bytes if joined.moderates else limits.frame_bytes
        self._unanswered = 0
        self._answered: asyncio.Event | None = None  # only where somebody waits for it
        self.refused_in_a_row = 0  # commands refused for their rate

    def receive(self, text: str) -> None:
        """Handles one frame. It never raises: a frame that is wrong is answered with a refusal."""
        self._receive(wire.read_frame, text)

    def receive_decoded(self, data: Any) -> None:
        """Handles one frame that is decoded from JSON already."""
        self._receive(wire.frame_of, data)

    def _receive(self, read: Callable[[Any], wire.Frame], given: Any) -> None:
        ref: wire.Ref | None = None
        try:
            try:
                frame = read(given)
                ref = frame.ref
            finally:
                self._gateway.rationing.count_frame(self._browser.person)
                self.refused_in_a_row = 0
            if frame.do == "hello":
                raise Refused("wrong_state", "hello was said already", field="do")
            self._dispatch(frame, wire.read_command(frame, self._gateway.limits))
        except Refused as refused:
            self.refused_in_a_row += refused.code == "rate"
            self._refuse(refused.ref if isinstance(refused, wire.Unreadable) else ref, refused)

    async def answered(self) -> None:
        """Returns when none of its commands is under way."""
        if self._unanswered:
            self._answered = asyncio.Event()
            await self._answered.wait()

    def _dispatch(self, frame: wire.Frame, command: commands.Command) -> None:
        person, live, rooms = self._browser.person, self._joined.live, self._gateway.rooms
        permit(person, command.do)
        match command:
            case commands.Ping():
                self._write(wire.write_ok(frame.ref, {}))
            case commands.React() | QuizRank() | commands.Touch():  # nothing of these is recorded
                ok = decide(live.room, person, command, self._gateway.now(), str).reply
                if isinstance(command, commands.React):
                    live.presence.reactions.add(command.emoji)
                elif isinstance(command, commands.Touch):
                    live.presence.touch(command.id, self._joined.label, monotonic())
                self._write(wire.write_ok(frame.ref, ok))
            case _:
                self._gateway.rationing.count_command(person, self._joined.network, live.room, command)
                seen = self._seen(command)
                answer = self._reply_to(frame.ref)
                rooms.submit(live, PendingCommand(person, command, answer, frame.key, seen, self._browser))

    def _seen(self, command: commands.Command) -> int | None:
        """The version at which an editor stood, if the command tells it."""
        if not isinstance(command, commands.Editing) or command.seen is None:
            return None
        version = self._joined.live.cursors.version_of(command.seen, self._browser.kind)
        if version is None:
            raise Refused("invalid", "seen must be an at of this room and role", field="seen")
        return version

    def _reply_to(self, ref: wire.Ref) -> Callable[[Outcome], None]:
        if self._unanswered >= UNANSWERED:
            raise Refused("overloaded", "too many commands without an answer", retry_after_s=1.0)
        self._unanswered += 1

        def answer(outcome: Outcome) -> None:
            self._unanswered -= 1
            if not self._unanswered and self._answered is not None:
                self._answered.set()
            if isinstance(outcome, Refused):
                self._refuse(ref, outcome)
            else:
                self._write(wire.write_ok(ref, outcome))

        return answer

    def _refuse(self, ref: wire.Ref | None, refused: Refused) -> None:
        self._browser.outlet.write(self._gateway.write_refusal(ref, refused))

    def _write(self, text: str) -> None:
        self._browser.outlet.write(Packet(text))
