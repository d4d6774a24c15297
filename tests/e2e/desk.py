"""A moderator without a page: polls are opened and closed in a breath where another page is the subject."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from tests.e2e.conftest import Demo


class Desk:
    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._ref = 0
        self.opened: set[str] = set()

    async def do(self, command: str, **fields: Any) -> dict[str, Any]:
        """Returns the server's `ok`; a refusal fails the test with what was refused."""
        self._ref += 1
        await self._socket.send(json.dumps({"do": command, "ref": self._ref, **fields}))
        while (frame := json.loads(await self._socket.recv())).get("ref") != self._ref:
            pass
        assert "ok" in frame, f"{command} {fields}: {frame}"
        if command == "poll.delete":
            self.opened.discard(fields["id"])
        ok: dict[str, Any] = frame["ok"]
        return ok

    async def open(self, kind: str, prompt: str, options: list[str] | None = None, **fields: Any) -> str:
        """A poll that takes answers, by its id."""
        given = {} if options is None else {"options": options}
        poll = await self.do("poll.create", type=kind, prompt=prompt, **given, **fields)
        await self.do("poll.open", id=poll["id"])
        self.opened.add(poll["id"])
        return str(poll["id"])


@asynccontextmanager
async def desk(demo: Demo, room: str) -> AsyncIterator[Desk]:
    """Polls that were opened at it are gone with it: the next test finds the room as this one did."""
    async with connect(demo.url.replace("http", "ws") + f"/live/{room}") as socket:
        moderating = Desk(socket)
        await moderating.do("hello", key=demo.rooms[room]["moderator"].partition("#key=")[2])
        yield moderating
        for poll in sorted(moderating.opened):
            await moderating.do("poll.delete", id=poll)


@asynccontextmanager
async def attending(demo: Demo, room: str) -> AsyncIterator[Desk]:
    """Somebody in the room, without a page either."""
    async with connect(demo.url.replace("http", "ws") + f"/live/{room}") as socket:
        someone = Desk(socket)
        await someone.do("hello")
        yield someone
