"""A pretend browser: says hello, sends commands, folds what comes; over ASGI, or over a real socket."""

import asyncio
import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any, Self

from starlette.types import ASGIApp

from tests.live.lines import PATIENCE_S, AsgiLine, Body, Line, SocketLine


class Browser:
    """A page and the items that it holds. Every wait is for something, and fails after `PATIENCE_S`."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.frames: list[Body] = []
        self.items: dict[str, Body] = {}
        self.mine: Body = {"votes": [], "ballots": {}, "questions": []}
        self.at: str | None = None
        self.closed: int | None = None
        self.ok_of_hello: Body = {}
        self._ref = 1
        self._voting: dict[int | str, tuple[str, bool]] = {}
        self._answering: dict[int | str, tuple[str, Any]] = {}
        self._news = asyncio.Event()
        self._reader = asyncio.create_task(self._read(), name="pretend browser")

    async def _read(self) -> None:
        try:
            while isinstance(heard := await self.line.next(), str):
                self._take_in(json.loads(heard))
                self._news.set()
            self.closed = heard
        finally:
            self._news.set()

    def _take_in(self, frame: Body) -> None:
        self.frames.append(frame)
        if "ok" in frame and frame["ref"] in self._voting:
            # Nobody tells this tab: its own acknowledgement is the news.
            question, on = self._voting.pop(frame["ref"])
            votes = set(self.mine["votes"]) - {question}
            self.mine["votes"] = sorted(votes | {question} if on else votes)
        if "ok" in frame and frame["ref"] in self._answering:
            poll, answer = self._answering.pop(frame["ref"])
            self.mine["ballots"] = {**self.mine["ballots"], poll: answer}
        if "sync" not in frame:
            return
        self.at = frame["sync"]["at"]
        if frame["sync"].get("full"):
            self.items, self.mine = {}, {"votes": [], "ballots": {}, "questions": []}
        ids = [*frame.get("gone", ()), *(item["id"] for item in frame.get("put", ())), *frame.get("set", ())]
        assert len(ids) == len(set(ids)), f"an id stands in two places: {frame}"
        for gone in frame.get("gone", ()):
            self.items.pop(gone, None)  # what came and went between two ticks was never held
        self.items.update({item["id"]: item for item in frame.get("put", ())})
        for item_id, fields in frame.get("set", {}).items():
            self.items[item_id].update(fields)
        self.mine.update(frame.get("mine", {}))

    def remember(self, before: Self) -> None:
        """Hold what a page kept from an earlier connection of its own."""
        self.items, self.mine = deepcopy(before.items), deepcopy(before.mine)

    # ---- waiting

    async def until(self, true: Callable[[Self], object]) -> Self:
        """Until this holds of what is held here."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                while not true(self):
                    if self._reader.done():
                        await self._reader  # whatever it could not take in
                        raise AssertionError(f"closed with {self.closed} after {self.frames[-3:]}")
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            raise AssertionError(f"never came: {self.frames[-5:]}, {self.items}") from None
        return self

    async def close_code(self) -> int:
        async with asyncio.timeout(PATIENCE_S):
            await self._reader
        assert self.closed is not None
        return self.closed

    async def leave(self) -> None:
        await self.line.leave()
        async with asyncio.timeout(PATIENCE_S):
            await self._reader

    # ---- saying

    async def hello(self, **fields: Any) -> Self:
        """Returns once welcomed and synced."""
        reply = await self.say("hello", **fields)
        assert "ok" in reply, reply
        self.ok_of_hello = reply["ok"]
        return await self.until(lambda browser: browser.at is not None)

    async def say(self, do: str, *, ref: int | str | None = None, **fields: object) -> Body:
        """The reply to a command."""
        if ref is None:
            self._ref += 1
            ref = self._ref
        if do == "question.vote":
            self._voting[ref] = (str(fields.get("id")), bool(fields.get("on")))
        if do == "poll.answer":
            self._answering[ref] = (str(fields.get("id")), fields.get("answer"))
        before = len(self.frames)
        await self.line.send(json.dumps({"do": do, "ref": ref, **fields}))
        return await self._reply(ref, before)

    async def ok(self, do: str, *, ref: int | str | None = None, **fields: object) -> Body:
        reply = await self.say(do, ref=ref, **fields)
        assert "ok" in reply, reply
        ok: Body = reply["ok"]
        return ok

    async def no(self, do: str, *, ref: int | str | None = None, **fields: object) -> str:
        """The code of a refusal."""
        reply = await self.say(do, ref=ref, **fields)
        assert "no" in reply, reply
        return str(reply["no"]["code"])

    async def raw(self, text: str) -> Body:
        """Whatever text, and the refusal that has no ref to say what it belongs to."""
        before = len(self.frames)
        await self.line.send(text)
        return await self._reply(None, before)

    async def _reply(self, ref: int | str | None, before: int) -> Body:
        def replies() -> list[Body]:
            return [frame for frame in self.frames[before:] if "ref" in frame and frame["ref"] == ref]

        await self.until(lambda browser: replies())
        return replies()[0]

    # ---- what came

    @property
    def token(self) -> str:
        return str(self.ok_of_hello["token"])

    @property
    def questions(self) -> dict[str, str]:
        """Texts and statuses: enough to tell a story by."""
        return {item["text"]: item["status"] for item in self.items.values() if item["kind"] == "question"}

    def votes(self, question: str) -> int | None:
        item = self.items.get(question)
        return None if item is None else int(item["votes"])

    def ballots(self, poll: str) -> int | None:
        """The number of people who have answered, as far as is told here; `None` if the poll is not."""
        item = self.items.get(poll)
        return None if item is None else int(item["ballots"])

    def results(self, poll: str) -> Body | None:
        """The results, if they are shown here."""
        results: Body | None = self.items.get(poll, {}).get("results")
        return results

    def told_results(self, poll: str) -> list[Body]:
        """Every frame so far with anything of what was answered: by itself, or as texts of that poll."""

        def tells(item_id: str, item: Body) -> bool:
            ours = item_id == poll and item.keys() & {"results", "mean", "earlier"}
            return bool(ours) or item.get("poll") == poll

        put_and_set = [
            (frame, [*((item["id"], item) for item in frame.get("put", ())), *frame.get("set", {}).items()])
            for frame in self.came("sync")
        ]
        return [frame for frame, items in put_and_set if any(tells(*item) for item in items)]

    def came(self, kind: str) -> list[Body]:
        """Every `sync`, `live` or `bye` frame so far."""
        return [frame for frame in self.frames if kind in frame]

    def people(self) -> list[int]:
        """Every count of people that was told."""
        return [frame["live"]["people"] for frame in self.came("live")]


async def over_asgi(app: ASGIApp, code: str, **given: Any) -> Browser:
    line = AsgiLine(app, code, **given)
    assert await line.opened() == "websocket.accept"
    return Browser(line)


async def over_socket(url: str, code: str, **given: Any) -> Browser:
    return Browser(await SocketLine.open(url, code, **given))
