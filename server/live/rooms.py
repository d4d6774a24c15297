"""The rooms that this process serves: `submit` is the only way in, `receive` the only way on."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any

import structlog

from server.bus import Bus
from server.domain.limits import Limits
from server.domain.poll_commands import PollExpire
from server.domain.refusal import Refused
from server.domain.rules import apply
from server.live.commits import Outcome, Wish
from server.live.deadlines import CLOCK
from server.live.programme import Programme
from server.live.record import Committed, Here, Hint, Reacted, Touched, event_of, pack, unpack
from server.live.room import LiveRoom, topic
from server.live.slices import sliced
from server.live.snapshots import Snapshots
from server.store import Room as Facts
from server.store import Row, Store, StoreError
from server.tokens import Keyring
from server.wire import DRAIN, KEY_REFUSED, NO_ROOM, UnreadableEvent

log = structlog.get_logger()

HEARTBEAT_S = 1.0
REACTIONS_S = 0.5  # for which reactions are gathered before they are told
REORDERING_S = 0.03  # how long a gap may be mere reordering, before the store is asked
PAGE = 2000  # rows read at a time
FEW = 10  # rows applied at a time, so that a long history does not hold the loop


class Rooms:
    """Owns every room of this process, the tasks that commit for them, and the heartbeat."""

    def __init__(
        self,
        store: Store,
        bus: Bus,
        programme: Programme,
        keyring: Keyring,
        limits: Limits | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store = store
        self._bus = bus
        self._programme = programme
        self._keyring = keyring
        self._now = now
        self._snapshots = Snapshots(store, limits or Limits(), now)
        self._standing = {"heartbeat": self._heartbeat, "snapshots": self._take_snapshots}
        self._rooms: dict[str, LiveRoom] = {}
        self._loading: dict[str, asyncio.Task[LiveRoom]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._process = token_hex(8)
        self._draining = False

    async def start(self) -> None:
        await self._bus.start(self._on_message, self._on_gap)
        for name, standing in self._standing.items():
            self._own(standing(), name)

    async def close(self) -> None:
        """Let what is being committed finish, then end."""
        self._draining = True
        commits = [live.commits.task for live in self._rooms.values() if live.commits.task is not None]
        if commits:
            await asyncio.wait(commits, timeout=10)
        for live in self._rooms.values():
            live.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._bus.close()

    @property
    def draining(self) -> bool:
        return self._draining

    @property
    def degraded(self) -> bool:
        return self._bus.degraded

    @property
    def served(self) -> int:
        """How many rooms are in memory."""
        return len(self._rooms)

    @property
    def browsers(self) -> int:
        return sum(len(live.audience) for live in self._rooms.values())

    def drain(self, over_s: float) -> None:
        """Take nobody in any more, and ask everybody here to come back elsewhere, spread over a while."""
        self._draining = True
        for live in self._rooms.values():
            live.audience.dismiss("drain", DRAIN, over_s=over_s)

    # ---- rooms

    async def enter(self, facts: Facts) -> LiveRoom:
        """The room, loaded at the first call. Raises `Refused("unavailable")`."""
        live = self._rooms.get(facts.id)
        if live is None:
            loading = self._loading.get(facts.id)
            if loading is None:
                loading = asyncio.create_task(self._load(facts))
                self._loading[facts.id] = loading
                loading.add_done_callback(lambda _: self._loading.pop(facts.id, None))
            try:
                live = await asyncio.shield(loading)
            except StoreError:
                raise Refused("unavailable", "the record can't be read now") from None
        if live.ended:
            raise Refused("reload", "this room is served by a newer release")
        return live

    async def _load(self, facts: Facts) -> LiveRoom:
        # Subscribed first and read afterwards, so that nothing can happen between the two unseen.
        await self._bus.subscribe(topic(facts.id))
        room = await self._snapshots.newest(facts)
        live = LiveRoom(facts, room, self._keyring, self._now, self._expire)
        await self._read_on(live)
        self._rooms[live.id] = live
        await self._read_on(live)
        live.deadlines.look()  # a snapshot may hold all there is, and then no row has made it look
        return live

    # ---- the way in

    def submit(self, live: LiveRoom, wish: Wish) -> None:
        """Queue a command for the room's next commit; `wish.answer` gets its outcome, exactly once."""
        live.commits.add(wish)
        if live.commits.task is None:
            live.commits.task = self._own(self._commit(live), "commits")

    def _expire(self, live: LiveRoom, command: PollExpire) -> None:
        if not self._draining and not live.ended:
            self.submit(live, Wish(CLOCK, command, _noted))

    async def _commit(self, live: LiveRoom) -> None:
        try:
            while live.commits.waiting:
                rows = await live.commits.one_batch(self._store, self._now, lambda r: self.receive(live, r))
                if rows:
                    live.tail.add(rows)
                    self._bus.publish(live.topic, pack(Committed(tuple(rows))))
        finally:
            live.commits.task = None
            live.commits.refuse_rest()

    # ---- the way on

    def receive(self, live: LiveRoom, rows: Sequence[Row]) -> bool:
        """Apply rows strictly by version; repeated ones do nothing. False if some are missing before them."""
        if live.ended:
            return True
        room = live.room
        before = room.version
        for row in rows:
            if row.version > room.version + 1:
                break
            if row.version == room.version + 1:
                try:
                    event = event_of(row)
                except UnreadableEvent as unreadable:
                    self._stop_serving(live, unreadable)
                    return True
                apply(room, event)
        if room.version != before:
            live.audience.changed()
            live.deadlines.look()
        return not rows or rows[-1].version <= room.version

    async def catch_up(self, live: LiveRoom) -> None:
        """Read what the log has beyond what is known here. Raises `StoreUnavailable`."""
        if live.catching_up is None:
            live.catching_up = asyncio.create_task(self._read_on(live))
            live.catching_up.add_done_callback(lambda _: setattr(live, "catching_up", None))
        await asyncio.shield(live.catching_up)

    async def _read_on(self, live: LiveRoom) -> None:
        while rows := await self._store.read(live.id, live.room.version, PAGE):
            live.tail.add(rows)
            async for _ in sliced(self.receive(live, rows[at : at + FEW]) for at in range(0, len(rows), FEW)):
                pass
            if len(rows) < PAGE or live.room.version < rows[-1].version:
                return

    async def _take_snapshots(self) -> None:
        """Of one room at a time. Commits go on meanwhile; on SQLite one may wait for the write."""
        while True:
            await asyncio.sleep(HEARTBEAT_S)
            for live in list(self._rooms.values()):
                now_s = asyncio.get_running_loop().time()
                if live.tail.is_due(now_s) and not live.ended:
                    await self._snapshots.take(live.facts, live.room, live.tail, now_s)

    async def _mind_the_gap(self, live: LiveRoom, version: int) -> None:
        await asyncio.sleep(REORDERING_S)
        if live.room.version < version:
            try:
                await self.catch_up(live)
            except StoreError as error:
                log.warning("gap stays until the next heartbeat", room=live.facts.code, error=str(error))

    def _stop_serving(self, live: LiveRoom, why: UnreadableEvent) -> None:
        """A later release wrote this row. Serving on without it would show people something false."""
        log.error("stopped serving a room", room=live.facts.code, why=str(why))
        live.audience.dismiss("reload", DRAIN, over_s=5)
        live.close()

    # ---- other processes

    def touch(self, live: LiveRoom, question: str, label: str) -> None:
        hint = Touched(question, label)
        self._hear(live, hint)
        self._bus.publish(live.topic, pack(hint))

    def react(self, live: LiveRoom, emoji: str) -> None:
        """Told together with what others send at about the same time, and kept nowhere."""
        live.presence.reacted(emoji)
        self._tell_reactions_soon(live)

    def _tell_reactions_soon(self, live: LiveRoom) -> None:
        if live.telling is None:
            loop = asyncio.get_running_loop()
            live.telling = loop.call_later(REACTIONS_S, self._tell_reactions, live)

    def _tell_reactions(self, live: LiveRoom) -> None:
        live.telling = None
        if ours := live.presence.ours():
            self._bus.publish(live.topic, pack(Reacted(ours)))
        live.presence.tell(asyncio.get_running_loop().time())

    def _on_message(self, topic: str, message: bytes) -> None:
        live = self._rooms.get(topic.removeprefix("room:"))
        if live is None:
            return
        try:
            self._hear(live, unpack(message))
        except ValueError as error:
            log.warning("unreadable hint", room=live.facts.code, error=str(error))

    def _hear(self, live: LiveRoom, hint: Hint) -> None:
        now_s = asyncio.get_running_loop().time()
        match hint:
            case Committed(rows):
                if not self.receive(live, rows):
                    self._own(self._mind_the_gap(live, rows[-1].version), "gap")
            case Here(process, people):
                live.presence.heard(process, people, now_s)
            case Touched(question, label):
                live.presence.touched(question, label, now_s)
                live.presence.tell(now_s)
            case Reacted(reactions):
                live.presence.heard_reactions(reactions)
                self._tell_reactions_soon(live)

    def _on_gap(self) -> None:
        self._own(self._check_heads(), "heads")

    # ---- the heartbeat

    async def _heartbeat(self) -> None:
        """Once a second: what no message told, how many are here, and whose link has ended."""
        while True:
            await asyncio.sleep(HEARTBEAT_S)
            await self._check_heads()
            now_s = asyncio.get_running_loop().time()
            for live in self._rooms.values():
                self._bus.publish(live.topic, pack(Here(self._process, live.audience.attendees())))
                live.presence.tell(now_s)

    async def _check_heads(self) -> None:
        try:
            heads = await self._store.heads(list(self._rooms))
            if dict(heads.revisions) != self._programme.revisions:
                await self.reload()
            for live in list(self._rooms.values()):
                if heads.rooms.get(live.id, 0) > live.room.version and not live.ended:
                    await self.catch_up(live)
        except StoreError as error:
            log.warning("the record is away", error=str(error))

    async def reload(self) -> None:
        """The programme has changed. Raises `StoreUnavailable`, and then it is as it was."""
        await self._programme.load()
        await self._let_go()

    async def _let_go(self) -> None:
        """End whatever the programme no longer allows."""
        for live in list(self._rooms.values()):
            facts = self._programme.rooms.get(live.id)
            if facts is None:
                live.audience.dismiss("no_room", NO_ROOM)
                live.close()
                del self._rooms[live.id]
                await self._bus.unsubscribe(live.topic)
                continue
            live.facts = facts
            live.audience.dismiss(
                "revoked",
                KEY_REFUSED,
                lambda browser: browser.link is not None and self._programme.is_revoked(browser.link),
            )

    def _own(self, coroutine: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
        """A task that ends with the rooms, and whose death is noticed."""
        task: asyncio.Task[None] = asyncio.get_running_loop().create_task(coroutine, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if task.cancelled() or task.exception() is None:
            return
        log.error("a task died", task=task.get_name(), exc_info=task.exception())
        standing = self._standing.get(task.get_name())
        if standing is not None:
            self._own(standing(), task.get_name())


def _noted(outcome: Outcome) -> None:
    """Nobody waits for what the clock asked for; it asks again."""
