"""The releases that a benchmark can serve: this checkout's, or that of another checkout beside it."""

import json
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from server.conference.creation import create_conference
from server.conference.plans import ConferencePlan
from server.domain.model.people import Role
from server.store import Store, database_url
from server.tokens import Keyring
from tests.load.client import LoadError
from tests.processes import END_S, SECRET, Serving, environment

SLUG = "load"  # of the conference that all rooms are in
Plan = dict[str, Any]


class Release(Protocol):
    """`folder` is the data folder of a process, `url` a database to use in place of its SQLite file."""

    name: str

    def serving(self, folder: Path, **given: str) -> Serving:
        """A process that is not started yet; `given` are variables of its environment."""

    async def seed(self, folder: Path, rooms: Sequence[Plan], url: str | None = None) -> None:
        """Makes a conference of these rooms, in a database that may be empty."""

    async def moderator_key(self, folder: Path, code: str) -> str:
        """The key of a room's moderators, on SQLite."""


class ThisRelease:
    """This checkout. Its rooms are made in the process of the benchmark, which saves time."""

    name = "this"

    def serving(self, folder: Path, **given: str) -> Serving:
        return Serving(folder, "serve", SECRET_KEY=SECRET, **given)

    async def seed(self, folder: Path, rooms: Sequence[Plan], url: str | None = None) -> None:
        store = await Store.open(database_url(url or "", folder))
        try:
            await store.migrate()
            await create_conference(store, ConferencePlan.model_validate(_plan(rooms)), datetime.now(UTC))
        finally:
            await store.close()

    async def moderator_key(self, folder: Path, code: str) -> str:
        store = await Store.open(database_url("", folder))
        try:
            [programme] = await store.programmes()
        finally:
            await store.close()
        room = next(room for room in programme.rooms if room.code == code)
        found = (link for link in programme.links if (link.room, link.role) == (room.id, Role.MODERATOR))
        return Keyring(SECRET).link_key(next(found).id)


class OtherRelease:
    """Another checkout, by its own commands and the Python of its environment, unless another is given.

    Raises `LoadError` if it has no environment.
    """

    name = "beside"

    def __init__(self, checkout: Path, python: Path | None = None) -> None:
        self._checkout = checkout.absolute()
        python = python or self._checkout / ".venv" / "bin" / "python"
        if not python.exists():
            raise LoadError(f"{checkout} has no environment yet: run `uv sync --no-dev` there")
        self._command = [str(python), "-m", "server.cli"]

    def serving(self, folder: Path, **given: str) -> Serving:
        serving = Serving(folder, "serve", SECRET_KEY=SECRET, **given)
        serving.command, serving.checkout = self._command, self._checkout
        return serving

    async def seed(self, folder: Path, rooms: Sequence[Plan], url: str | None = None) -> None:
        plan = folder / "plan.json"
        plan.write_text(json.dumps(_plan(rooms)))
        self._run(folder, "import", str(plan), DATABASE_URL=url or "")

    async def moderator_key(self, folder: Path, code: str) -> str:
        links = json.loads(self._run(folder, "links", SLUG, "--json"))
        link: str = next(room["moderator"] for room in links["rooms"] if room["code"] == code)
        return link.partition("#key=")[2]

    def _run(self, folder: Path, *arguments: str, **given: str) -> str:
        """The output of a command. Raises `LoadError` with its error output if it fails."""
        done = subprocess.run(
            [*self._command, *arguments],
            cwd=self._checkout,
            env=environment(SUARA_DATA=str(folder), SECRET_KEY=SECRET, **given),
            capture_output=True,
            text=True,
            timeout=END_S,
        )
        if done.returncode:
            raise LoadError(f"{self._checkout}: suara {arguments[0]}: {done.stderr}")
        return done.stdout


def _plan(rooms: Sequence[Plan]) -> Plan:
    return {"conference": {"slug": SLUG, "title": "Load"}, "rooms": list(rooms)}
