"""The rooms that this process serves: `submit` is the only way in, `LiveRoom.receive` the only way on."""

import asyncio
from collections.abc import Callable, Collection
from datetime import datetime
from secrets import token_bytes, token_hex
from time import monotonic

import structlog

from server.bus import Bus
from server.conference.directory import Directory
from server.domain.model.limits import Limits
from server.domain.model.poll_commands import PollExpire
from server.domain.model.refusal import Refused
from server.domain.polls.sealing import rounds_to_seal
from server.domain.sync.versioned import Room
from server.live.hints import CommittedHint, Hint, PresenceHint, unpack
from server.live.history import may_follow
from server.live.metrics import Metrics
from server.live.rooms.catchup import CatchUp
from server.live.rooms.commits import SYSTEM, PendingCommand, ignore_outcome
from server.live.rooms.idle import is_idle
from server.live.rooms.neighbours import Neighbours
from server.live.rooms.peek import Peeks
from server.live.rooms.room import LiveRoom, topic
from server.live.rooms.sealing import Sealing
from server.live.rooms.snapshots import Snapshots
from server.live.rooms.tasks import Tasks
from server.live.store_health import StoreHealth
from server.live.tuning import Tuning
from server.store import Head, RecordWentBack, RoomHead, Store, StoreError
from server.store import Room as RoomRecord
from server.tokens import Keyring
from server.wire import COME_AGAIN, DRAIN, KEY_REFUSED, NO_ROOM, UnreadableEvent

log = structlog.get_logger()

Position = tuple[bytes, int]
"""A room's epoch and version."""


class Rooms:
    """Owns every room of this process, the tasks that commit for them, and the heartbeat."""

    def __init__(
        self,
        store: Store,
        bus: Bus,
        directory: Directory,
        keyring: Keyring,
        limits: Limits,
        tuning: Tuning,
        metrics: Metrics,
        now: Callable[[], datetime],
        steady_s: Callable[[], float] = monotonic,
    ) -> None:
        self._store = store
        self._bus = bus
        self._directory = directory
        self._keyring = keyring
        self._tuning = tuning
        self._metrics = metrics
        self._now = now
        self._steady_s = steady_s
        self.store_health = StoreHealth(store, tuning, metrics, steady_s)
        self._snapshots = Snapshots(store, limits, tuning, now)
        self._sealing = Sealing(store, tuning, self._seal_rounds)
        self._tasks = Tasks(
            {
                "heartbeat": self._heartbeat,
                "snapshots": self._save_snapshots,
                "sealing": self._sealing.look_for_rounds,
                "scrubbing": self._sealing.scrub,
            }
        )
        self._catch_up = CatchUp(store, self._tasks, tuning.page_rows)
        self._peeks = Peeks(store, self._snapshots, self._tasks, tuning.page_rows)
        self._neighbours = Neighbours(store, bus)
        self._rooms: dict[str, LiveRoom] = {}
        self._loading: dict[str, asyncio.Task[None]] = {}
        self._polling = asyncio.Lock()
        self._process = token_hex(8)
        self._draining = False

    async def start(self) -> None:
        await self._bus.start(self._on_message, self._on_gap)
        self._tasks.start()

    async def close(self) -> None:
        """Let what is being committed finish, then end."""
        self._draining = True
        commits = [live.commits.task for live in self._rooms.values() if live.commits.task is not None]
        if commits:
            await asyncio.wait(commits, timeout=10)
        for live in self._rooms.values():
            live.close()
        await self._tasks.close()
        await self.store_health.close()
        await self._bus.close()

    @property
    def draining(self) -> bool:
        return self._draining

    @property
    def degraded(self) -> bool:
        """Whether there are, or may be, other processes that this one cannot tell of what happens."""
        return self._bus.degraded or self._neighbours.unreached > 0

    @property
    def dropped_hints(self) -> int:
        """The number of hints that other processes will never get."""
        return self._bus.dropped

    @property
    def served(self) -> int:
        """The number of rooms in memory."""
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

    async def enter(self, record: RoomRecord) -> LiveRoom:
        """The room, loaded at the first call. Raises `Refused("unavailable")`."""
        live = self._rooms.get(record.id)
        while live is None:
            if record.id not in self._directory.rooms:
                raise Refused("no_room", "this room is gone")
            try:
                await self._loaded(record)
            except StoreError:
                raise Refused("unavailable", "the record can't be read now") from None
            live = self._rooms.get(record.id)  # not what was loaded: it may have been let go already
        if live.ended:
            raise Refused("reload", "this room is served by a newer release")
        live.used_at_s = self._steady_s()
        return live

    async def position(self, record: RoomRecord) -> Position:
        """The epoch and version at which `peek` would have the room, or a later one has it.

        Raises `Refused("unavailable")`, or `Refused("no_room")` if the record has no such room any more.
        """
        live = self._rooms.get(record.id)
        if live is not None and not live.ended:
            return live.record.epoch, live.room.version
        try:
            head = (await self._store.heads([record.id])).rooms.get(record.id)
        except StoreError:
            raise Refused("unavailable", "the record can't be read now") from None
        if head is None:
            raise Refused("no_room", "this room is gone")
        return head.epoch, head.named.version

    async def peek(self, record: RoomRecord) -> Room:
        """The room to be read and not kept, at once: it may change later. Raises `Refused("unavailable")`."""
        live = self._rooms.get(record.id)
        if live is not None and not live.ended:
            return live.room
        try:
            return await self._peeks.room(record)
        except (StoreError, UnreadableEvent):
            raise Refused("unavailable", "the record can't be read now") from None

    async def _loaded(self, record: RoomRecord) -> None:
        loading = self._loading.get(record.id)
        if loading is None:
            loading = self._loading[record.id] = self._tasks.awaited(self._load(record), "loading")
            loading.add_done_callback(lambda _: self._loading.pop(record.id, None))
        await asyncio.shield(loading)

    async def _load(self, record: RoomRecord) -> None:
        # Subscribed first and read afterwards, so that nothing can happen between the two unseen.
        await self._bus.subscribe(topic(record.id))
        try:
            live = await self._read(record)
            while (record := self._current(record)).epoch != live.record.epoch:
                live.close()
                live = await self._read(record)
        except BaseException:
            await self._bus.unsubscribe(topic(record.id))
            raise
        live.renew(record)
        self._rooms[live.id] = live
        try:
            await self._catch_up.read_to_end(live)
        finally:
            live.deadlines.update()  # no row of the log may be left to bring it about

    def _current(self, record: RoomRecord) -> RoomRecord:
        """The record as it was read last, which may be after this one."""
        return self._directory.rooms.get(record.id, record)

    async def _read(self, record: RoomRecord) -> LiveRoom:
        room, history = await self._snapshots.load(record)
        live = LiveRoom(
            record,
            room,
            history,
            store=self._store,
            tasks=self._tasks,
            keyring=self._keyring,
            tuning=self._tuning,
            metrics=self._metrics,
            health=self.store_health,
            now=self._now,
            steady_s=self._steady_s,
            expire=self._expire,
            bus=self._bus,
            sealed=self._sealing.sealed,
        )
        await self._catch_up.read_to_end(live)
        return live

    async def release_idle(self) -> None:
        """Takes idle rooms out of memory. The next join loads them anew."""
        for live in list(self._rooms.values()):
            # One that is loading is in use. Nothing is awaited between this look and the end of the room, so
            # whoever comes finds it in use or gone.
            if live.id not in self._loading and is_idle(live, self._now(), self._steady_s(), self._tuning):
                await self._release(live)

    async def _release(self, live: LiveRoom) -> None:
        if self._rooms.get(live.id) is live:  # nobody else did meanwhile
            live.close()
            del self._rooms[live.id]
            await self._bus.unsubscribe(topic(live.id))

    # ---- the way in

    def submit(self, live: LiveRoom, pending: PendingCommand) -> None:
        """Queue a command for the room's next commit; `pending.answer` gets its outcome, exactly once."""
        live.commits.submit(pending)

    def _expire(self, live: LiveRoom, command: PollExpire) -> None:
        if not self._draining and not live.ended:
            self.submit(live, PendingCommand(SYSTEM, command, ignore_outcome))

    async def catch_up(self, live: LiveRoom) -> None:
        """Read what the log has beyond what is known here. Raises `StoreError`."""
        await self._catch_up.catch_up(live)

    async def _seal_rounds(self, room_id: str, version: int) -> bool:
        """Has the rounds of a room sealed that are over. Returns whether there were none at the version."""
        record = self._directory.rooms.get(room_id)
        if record is None or self._draining:
            return False
        try:
            room = await self.peek(record)
            if not rounds_to_seal(room):
                return room.version >= version  # one that is behind its record does not know
            (await self.enter(record)).commits.seal_rounds()
        except Refused as refused:
            log.warning("rounds that are over may not be sealed yet", room=record.code, why=str(refused))
        return False

    async def _save_snapshots(self) -> None:
        """Saves snapshots that are due, one room at a time, while commits go on."""
        while True:
            await asyncio.sleep(self._tuning.heartbeat_s)
            for live in list(self._rooms.values()):
                now_s = monotonic()
                if live.growth.is_due(now_s) and not live.ended:
                    await self._snapshots.save(live.record, live.room, live.history, live.growth, now_s)

    # ---- other processes

    def _on_message(self, topic: str, message: bytes) -> None:
        live = self._rooms.get(topic.removeprefix("room:"))
        if live is None:
            return
        try:
            hint = self._keyring.verified_hint(topic, message)
            if hint is None:
                raise ValueError("not signed with the secret of this process")
            self._on_hint(live, unpack(hint))
        except ValueError as error:
            log.warning("unreadable hint", room=live.record.code, error=str(error))

    def _on_hint(self, live: LiveRoom, hint: Hint) -> None:
        match hint:
            case CommittedHint(before, rows):
                if not live.history.continues(before, rows) or not live.receive(rows):
                    self._catch_up.schedule_gap_check(live, rows[-1].version)
            case _:
                live.presence.receive(hint, monotonic())

    def _on_gap(self) -> None:
        self._tasks.own(self._poll_versions(), "heads")

    # ---- the heartbeat

    async def _heartbeat(self) -> None:
        """Once a second: what no message told, how many are here, and whose link has ended."""
        while True:
            await asyncio.sleep(self._tuning.heartbeat_s)
            await self._poll_versions()
            await self.store_health.probe()
            await self._neighbours.look()
            await self.release_idle()
            for live in self._rooms.values():
                live.publish(PresenceHint(self._process, live.audience.attendees()))
                live.presence.broadcast(monotonic())

    async def _poll_versions(self) -> None:
        async with self._polling:  # two at once would both find the same, and both say so
            await self._poll()

    async def _poll(self) -> None:
        # Noted before the record is asked: what is committed here meanwhile is in the answer or not.
        known = {live: live.history.head for live in self._rooms.values()}
        try:
            await self._store.check()
            heads = await self._store.heads([live.id for live in known])
            await self._enforce(await self._directory.refresh(heads.conferences))
            for live, head in known.items():
                if live.id in heads.rooms and self._rooms.get(live.id) is live:
                    await self._compare(live, head, heads.rooms[live.id])
        except StoreError as error:
            self.store_health.read_failed(error)
        else:
            self.store_health.read_succeeded()

    async def _compare(self, live: LiveRoom, known: Head, record: RoomHead) -> None:
        """Brings a room to where its record is: forward by reading the log, or back by loading it anew.

        `known` is the head that the room had before the record was asked. Raises `StoreError`.
        """
        if record.named != record.last or not may_follow(known, record.named):
            await self._begin_epoch(live, known, record.last)
        elif record.epoch != live.record.epoch:  # another process found the record gone back
            await self._reread(live)
        elif record.named.version > known.version and not live.ended:
            try:
                await self._catch_up.catch_up(live)
            except RecordWentBack:
                await self._begin_epoch(live, known, record.last)

    async def _begin_epoch(self, live: LiveRoom, known: Head, last: Head) -> None:
        """Gives up a room whose record went back, here and for every process. Raises `StoreError`."""
        await self._store.begin_epoch(live.id, live.record.epoch, token_bytes(len(live.record.epoch)))
        log.error("the record went back", room=live.record.code, had=known.version, holds=last.version)
        self._metrics.went_back.inc()
        await self._reread(live)

    async def _reread(self, live: LiveRoom) -> None:
        """Reads the room's conference again, and with it the room's new epoch."""
        await self._directory.reread(live.record.conference)
        await self._enforce({live.record.conference})

    async def reload(self) -> None:
        """Something was changed here: see to it at once. Raises `StoreUnavailable`."""
        heads = await self._store.heads(())
        await self._enforce(await self._directory.refresh(heads.conferences))

    async def _enforce(self, conferences: Collection[str]) -> None:
        """End what these conferences no longer allow."""
        for live in [each for each in self._rooms.values() if each.record.conference in conferences]:
            record = self._directory.rooms.get(live.id)
            if record is None:
                live.audience.dismiss("no_room", NO_ROOM)
                await self._release(live)
                continue
            if record.epoch != live.record.epoch:  # another history: nothing of this one is right any more
                live.audience.dismiss("record", COME_AGAIN)
                await self._release(live)
                continue
            live.renew(record)
            live.audience.dismiss(
                "revoked",
                KEY_REFUSED,
                lambda browser: browser.link is not None and browser.link not in self._directory.links,
            )
