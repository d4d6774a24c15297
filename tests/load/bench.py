"""One run of a scenario: its size, the servers it starts, the rows and faults it leaves."""

from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, TypeVar

from tests.load import machine
from tests.load.client import Client
from tests.load.metrics import Row
from tests.load.release import Plan, Release, ThisRelease
from tests.processes import Serving
from tests.servers import PostgresServer, RedisServer, Server

S = TypeVar("S", bound=Server)
T = TypeVar("T")
Scale = Literal["smoke", "quick", "full"]
SAMPLE_EVERY = 100  # one browser in so many has its delays measured, and at least MIN_SAMPLED
MIN_SAMPLED = 20


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison of a scenario's rows between releases: by the columns that name a row, and by cost.

    `cost` is the column with the server's processor time for one operation.
    """

    by: tuple[str, ...]
    cost: str


class Bench:
    """One run of one scenario, against one release."""

    def __init__(
        self,
        scale: Scale,
        *,
        browsers: int | None = None,
        peers: bool = True,
        release: Release | None = None,
    ) -> None:
        self.scale = scale
        self.with_peers = peers
        self.faults: list[str] = []
        self.rows: list[Row] = []
        self.notes: list[str] = []
        self.release = release or ThisRelease()
        self._browsers = browsers
        self._pinned = scale != "smoke" and len(machine.CORES) > 1

    def pick(self, *, smoke: T, quick: T, full: T) -> T:
        return {"smoke": smoke, "quick": quick, "full": full}[self.scale]

    def browsers(self, *, smoke: int, quick: int, full: int) -> int:
        """The number that was asked for, or else the scale's. Raises `MachineTooSmall`."""
        many = self._browsers or self.pick(smoke=smoke, quick=quick, full=full)
        machine.raise_file_limit(many)
        return many

    def sizes(self, *, smoke: list[int], quick: list[int], full: list[int]) -> list[int]:
        many = [self._browsers] if self._browsers else self.pick(smoke=smoke, quick=quick, full=full)
        machine.raise_file_limit(max(many))
        return many

    # ---- results

    def note(self, text: str) -> None:
        """Shown below the rows."""
        if text not in self.notes:
            self.notes.append(text)

    def require(self, true: bool, otherwise: str) -> None:
        """Leaves a fault unless this is true."""
        if not true:
            self.faults.append(otherwise)

    def delivered(self, received: int, expected: int) -> float:
        """The share that arrived. Leaves a fault if it is not all."""
        self.require(received == expected, f"{received} of {expected} arrived")
        return received / expected if expected else 0.0

    # ---- processes, each with a core of its own if there are two

    @contextmanager
    def on_core(self, which: int) -> Iterator[None]:
        """Starts processes on core 0, which is the server's, or -1, which is the load's.

        Redis and PostgreSQL run with the load and are counted apart.
        """
        with machine.on_core(which) if self._pinned else nullcontext():
            yield

    @asynccontextmanager
    async def suara(self, *rooms: Plan, url: str | None = None, **environment: str) -> AsyncIterator[Serving]:
        """A serving process with these rooms; on SQLite with fsync, unless a database's `url` is given."""
        with TemporaryDirectory(prefix="suara-load-") as name:
            folder = Path(name)
            await self.release.seed(folder, rooms, url)
            async with self.serving(folder, url=url, **environment) as serving:
                yield serving

    @asynccontextmanager
    async def serving(
        self, folder: Path, *, url: str | None = None, **environment: str
    ) -> AsyncIterator[Serving]:
        """A process on rooms that are there already."""
        given = {} if url is None else {"DATABASE_URL": url}
        serving = self.release.serving(folder, **given, **environment)
        with self.on_core(0):
            serving.start()
        try:
            yield serving
        finally:
            serving.stop()

    async def seed(self, url: str, *rooms: Plan) -> None:
        """These rooms in a database."""
        with TemporaryDirectory(prefix="suara-load-") as folder:
            await self.release.seed(Path(folder), rooms, url)

    async def moderator_key(self, serving: Serving, code: str = "LOAD") -> str:
        return await self.release.moderator_key(serving.folder, code)

    @contextmanager
    def redis(self) -> Iterator["Redis"]:
        with self._running(Redis()) as server:
            yield server

    @contextmanager
    def postgres(self) -> Iterator["Postgres"]:
        with self._running(Postgres()) as server:
            yield server

    @contextmanager
    def _running(self, server: S) -> Iterator[S]:
        with ExitStack() as stack:
            with self.on_core(-1):
                server.start()
            stack.callback(server.stop)
            yield server

    def sample(self, clients: list[Client]) -> None:
        """Chooses the clients whose delays are measured."""
        for client in clients[:: max(1, min(SAMPLE_EVERY, len(clients) // MIN_SAMPLED))]:
            client.sampled = True


class Redis(RedisServer):
    """A Redis whose processor time can be measured."""

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid


READS = """
    SELECT coalesce(sum(calls), 0)::int, coalesce(sum(calls) FILTER (WHERE query ~ 'FROM event'), 0)::int
    FROM pg_stat_statements
    WHERE query ~* '^select' AND query !~ 'FOR NO KEY UPDATE|pg_stat_statements'
"""


class Postgres(PostgresServer):
    """A PostgreSQL that counts its statements."""

    def command(self) -> list[str]:
        return [*super().command(), "-c", "shared_preload_libraries=pg_stat_statements"]

    def start(self) -> None:
        super().start()
        self.execute("CREATE EXTENSION pg_stat_statements")

    @property
    def pids(self) -> tuple[int, ...]:
        """Its main process and one for each connection."""
        assert self._process is not None
        return (self._process.pid, *machine.children(self._process.pid))

    def reads(self) -> tuple[int, int]:
        """The number of SELECTs of other clients so far: all of them, and those of the log."""
        ((every, of_log),) = self.execute(READS)
        return int(str(every)), int(str(of_log))
