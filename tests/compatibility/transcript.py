"""A conversation with a server, written down so that two releases can be compared line by line.

Random ids are replaced by names, numbered as they first appear; tokens and positions are left out. So is the
`message` of a refusal: developers read it, and it may be worded better.
"""

import json
import re
from functools import partial
from typing import Any

from tests.live.browser import Browser
from tests.live.conftest import Process
from tests.live.lines import SocketLine

Json = Any

RANDOM_ID = re.compile(
    r'(?<=")(?:[qpe]_[0-9a-f]{16}|[0-9a-f]{32}|[0-9a-f]{18})(?=")'
)  # or of a ballot, a person
RANDOM = ("message", "token")
SETS = {"votes", "questions", "ballots", "merged", "muted"}  # where they hold ids: in the order of these
LONG = 200  # characters of a frame that are shown


class Transcript:
    """Sends frames over real sockets, one after the other, and writes down each with its answer."""

    def __init__(self, process: Process) -> None:
        self.lines: list[str] = []
        self._process = process
        self._browsers: dict[str, tuple[Browser, str]] = {}
        self._names: dict[str, str] = {}
        self._seen: dict[str, dict[str, Json]] = {}

    def title(self, title: str) -> None:
        self.lines += ["", f"# {title}"] if self.lines else [f"# {title}"]

    async def join(self, who: str, role: str = "attendee", code: str = "OPEN", **hello: Any) -> Browser:
        """Connects a browser, named `who` from here on, with the link of `role` in the room `code`."""
        browser = await self._process.join(role, code, **hello)
        self._browsers[who] = browser, code
        ok = {name: value for name, value in browser.ok_of_hello.items() if name != "person"}
        self._write(who, f"hello {_dump(hello)} as {role} in {code}", ok)
        return browser

    async def say(self, who: str, do: str, **fields: Any) -> dict[str, Any]:
        """Sends a command and returns its `ok`, or its `no`."""
        browser, _ = self._browsers[who]
        reply = await browser.say(do, **fields)
        self._write(
            who,
            f"{do} {_dump(_masked(fields))}",
            {name: reply[name] for name in ("ok", "no") if name in reply},
        )
        answer: dict[str, Any] = reply.get("ok") or reply.get("no") or {}
        return answer

    async def ask(self, who: str, text: str, **fields: Any) -> str:
        """Asks a question and returns its id."""
        return str((await self.say(who, "question.ask", text=text, **fields))["id"])

    async def raw(self, who: str, text: str) -> None:
        """Sends a text that is no command, and waits for the one answer to it."""
        browser, _ = self._browsers[who]
        before = len(browser.frames)
        await browser.line.send(text)
        await browser.until(lambda it: any("ref" in frame for frame in it.frames[before:]))
        self._write(who, text, [frame for frame in browser.frames[before:] if "ref" in frame])

    async def first_frames(self, code: str, *frames: str | bytes | dict[str, object]) -> None:
        """Sends the first frames of a connection, which the server closes after the last of them."""
        browser = await self._process.connect(code)
        assert isinstance(browser.line, SocketLine)
        for frame in frames:
            await browser.line.connection.send(_dump(frame) if isinstance(frame, dict) else frame)
        closed = await browser.close_code()
        said = [_dump(_masked(frame)) if isinstance(frame, dict) else str(frame) for frame in frames]
        self._write(f"somebody in {code}", " ".join(said), [*browser.came("no"), f"closed with {closed}"])

    async def see(self, *all_of_them: str) -> None:
        """Writes down the items that have changed for each browser since it was last asked for.

        Waits until the browser holds the items that a new one of the same person gets.
        """
        for who in all_of_them:
            browser, code = self._browsers[who]
            fresh = await self._process.back(browser, code)
            await browser.until(partial(_holds_the_same_items, fresh))
            await fresh.leave()
            before, self._seen[who] = self._seen.get(who, {}), {**fresh.items, "mine": {"mine": fresh.mine}}
            changed = [item for id_, item in self._seen[who].items() if before.get(id_) != item]
            gone = [{"gone": id_} for id_ in before.keys() - self._seen[who].keys()]
            self._write(who, "(sees)", sorted([*changed, *gone], key=self._place))

    # ---- looking up

    def browser(self, who: str) -> Browser:
        return self._browsers[who][0]

    def key(self, role: str) -> str:
        return self._process.key(role)

    def id_of(self, who: str, text: str) -> str:
        """The id of the first question or open answer with this text."""
        return next(str(id_) for id_, item in self.browser(who).items.items() if item.get("text") == text)

    # ---- writing

    def _write(self, who: str, said: str, answer: Json) -> None:
        self._name_ids(_dump(self._comparable(answer)))
        said = "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in said)
        said = self._with_names(said)
        self.lines.append(
            f"{who} > {said[:LONG]}" + (f"… ({len(said)} characters)" if len(said) > LONG else "")
        )
        for each in answer if isinstance(answer, list) else [answer]:
            self.lines.append(f"    {self._with_names(_dump(self._comparable(each)))}")

    def _name_ids(self, text: str) -> None:
        for found in RANDOM_ID.findall(text):
            if found not in self._names:
                kind = found[:2] if found[1] == "_" else "person_"
                number = sum(name.startswith(kind) for name in self._names.values()) + 1
                self._names[found] = f"{kind}{number}"

    def _with_names(self, text: str) -> str:
        return RANDOM_ID.sub(lambda found: self._names.get(found[0], found[0]), text)

    def _comparable(self, value: Json) -> Json:
        """The same value without random and developers' fields, and with ids in the order of their names."""
        if isinstance(value, list):
            return [self._comparable(each) for each in value]
        if not isinstance(value, dict):
            return value
        found = {name: self._comparable(each) for name, each in value.items() if name not in RANDOM}
        for name in SETS & found.keys():
            if isinstance(found[name], list):
                found[name].sort(key=self._order)
            elif isinstance(found[name], dict):
                found[name] = {each: found[name][each] for each in sorted(found[name], key=self._order)}
        return found

    def _order(self, name: str) -> tuple[int, str]:
        name = self._names.get(name, name)
        return len(name), name

    def _place(self, item: Json) -> tuple[str, bool, tuple[int, str]]:
        """Sort key of an item: its number, or, as long as it has none, its text."""
        id_ = item.get("id") or item.get("gone") or "mine"
        known = id_ in self._names
        return item.get("kind", "~"), not known, self._order(id_ if known else item.get("text", ""))


def _holds_the_same_items(fresh: Browser, browser: Browser) -> bool:
    return browser.items == fresh.items


def _masked(fields: dict[str, object]) -> dict[str, object]:
    return {name: "…" if name in ("key", "token", "seen") else value for name, value in fields.items()}


def _dump(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)
