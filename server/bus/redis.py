"""The bus over Redis pub/sub (through redis-py, where aioredis lives on).

redis-py reconnects silently, and what was published meanwhile is gone. So one link has one life: the first
error on any part of it ends it all, and the next one begins with telling the owner that there was a gap.
"""

import asyncio
import random
from contextlib import suppress
from secrets import token_bytes

import anyio
import redis.asyncio as aioredis
import structlog
from redis.exceptions import RedisError

from server.bus.contract import OnGap, OnMessage
from server.bus.link import CONNECT_S, Link
from server.bus.outbox import Outbox

log = structlog.get_logger(__name__)

OUTBOX_BYTES = 4_000_000
FLUSH_S = 1.0  # how long `close` waits for what is still to be published
FIRST_PAUSE_S = 0.05
LONGEST_PAUSE_S = 1.0


class RedisBus:
    """`url` as redis-py reads it; a bad one raises ValueError here, before anything starts.

    A link that brings nothing for `silence_s`, not even our own probe sent every `probe_s`, is given up.
    """

    def __init__(
        self, url: str, *, prefix: str = "suara:", probe_s: float = 1.0, silence_s: float = 3.0
    ) -> None:
        aioredis.ConnectionPool.from_url(url)
        self._url = url
        self._prefix = prefix
        self._probe_s = probe_s
        self._silence_s = silence_s
        self._id = token_bytes(8)
        self._outbox = Outbox(OUTBOX_BYTES)
        self._topics: set[str] = set()
        self._link: Link | None = None
        self._stood_before = False
        self._tried = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    @property
    def degraded(self) -> bool:
        return self._link is None or not self._link.standing

    @property
    def dropped(self) -> int:
        """How many messages were given up because Redis was away for too long."""
        return self._outbox.dropped

    async def start(self, on_message: OnMessage, on_gap: OnGap) -> None:
        """Returns when linked or when the first try failed; the others go on by themselves."""
        assert self._task is None, "started already"
        self._on_message = on_message
        self._on_gap = on_gap
        self._task = asyncio.create_task(self._live(), name="bus")
        with anyio.move_on_after(CONNECT_S):
            await self._tried.wait()

    async def close(self) -> None:
        if self._task is None:
            return
        if not self.degraded:
            with anyio.move_on_after(FLUSH_S):
                await self._outbox.emptied.wait()
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task
        self._task = None

    def publish(self, topic: str, message: bytes) -> None:
        self._outbox.put(topic, self._id + message)

    async def subscribe(self, topic: str) -> None:
        self._topics.add(topic)
        if self._link is not None:
            self._link.topics_changed()
            await self._link.followed(topic)

    async def unsubscribe(self, topic: str) -> None:
        self._topics.discard(topic)
        if self._link is not None:
            self._link.topics_changed()

    async def _live(self) -> None:
        pause = FIRST_PAUSE_S
        told = False
        while True:
            self._link = link = self._new_link()
            try:
                await link.run()
            except Exception as error:
                if link.stood or not told:
                    _log(error)
                    told = True
            self._tried.set()
            pause = FIRST_PAUSE_S if link.stood else min(2 * pause, LONGEST_PAUSE_S)
            # With jitter, or all processes come back to a restarted Redis in the same moment.
            await asyncio.sleep(pause * random.uniform(0.5, 1))  # noqa: S311

    def _new_link(self) -> Link:
        return Link(
            self._url,
            prefix=self._prefix,
            name=self._id.hex(),
            topics=self._topics,
            outbox=self._outbox,
            on_standing=self._start_permanent,
            on_gap=self._report_gap,
            on_message=self._receive,
            probe_s=self._probe_s,
            silence_s=self._silence_s,
        )

    def _start_permanent(self) -> None:
        self._tried.set()
        log.info("linked to Redis")
        if self._stood_before or self._topics:
            self._report_gap()
        self._stood_before = True

    def _report_gap(self) -> None:
        try:
            self._on_gap()
        except Exception:
            log.exception("a gap on the bus could not be taken in")

    def _receive(self, topic: str, message: bytes) -> None:
        if message.startswith(self._id):
            return
        try:
            self._on_message(topic, message[len(self._id) :])
        except Exception:
            log.exception("a bus message could not be taken in", topic=topic)


def _log(error: Exception) -> None:
    """Losing Redis is expected and one line; anything else is a fault of ours and shown whole."""
    causes = error.exceptions if isinstance(error, ExceptionGroup) else (error,)
    if all(isinstance(cause, (RedisError, OSError)) for cause in causes):
        log.warning("Redis is away; each process serves on its own", reason=type(causes[0]).__name__)
    else:
        log.error("the link to Redis died", exc_info=error)
