"""The path of one message: its calls enter the folders that the README names, in that order."""

import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import pytest

from tests.live.browser import Browser
from tests.live.conftest import Start

ROOT = Path(__file__).parents[2]
SERVER = f"{ROOT / 'server'}/"
STEPS = frozenset({"live/transport", "live/connection", "live/rooms", "live/fanout", "bus"})
"""The folders that hand a message on. All others are called, and return before the message goes on."""

FIRST = "live/transport"
MAX_STEPS = 12
BLOCK = re.compile(r"## The path of one message\n.*?```\n(.*?)```", re.DOTALL)
LINE = re.compile(r"(?P<folder>\S+) +(?P<calls>(?:\w+(?:, )?)*)  ")


@dataclass
class Step:
    """`calls` are folders that are no steps, in the order of the first call."""

    folder: str
    calls: list[str] = field(default_factory=list)


class Trace:
    """The steps of a message, from the calls that Python reports while it records.

    A call from one folder into another is a step, unless it enters the folder of the last step. The event
    loop only calls what a folder has asked it to call, so its calls continue the step of that folder; but the
    first of all, when a message arrives.
    """

    def __init__(self) -> None:
        self.steps: list[Step] = []

    @contextmanager
    def recording(self) -> Iterator[None]:
        threading.setprofile(self._profile)
        sys.setprofile(self._profile)
        try:
            yield
        finally:
            sys.setprofile(None)
            threading.setprofile(None)

    def _profile(self, frame: FrameType, event: str, argument: object) -> None:
        folder = _folder(frame) if event == "call" else None
        if folder is None:
            return
        callers = list(_callers(frame))
        if not self.steps:
            self.steps += [Step(folder)] if folder == FIRST else []
        elif folder not in STEPS:
            self._called(folder, callers)
        elif callers and folder not in (callers[0], self.steps[-1].folder):
            self.steps.append(Step(folder))

    def _called(self, folder: str, callers: list[str]) -> None:
        # On a thread of the store no step is among the callers: the last step waits for it.
        caller = next((each for each in callers if each in STEPS), self.steps[-1].folder)
        calls = next(step.calls for step in reversed(self.steps) if step.folder == caller)
        if folder not in calls:
            calls.append(folder)


def _folder(frame: FrameType) -> str | None:
    """The folder of `server/` that a function stands in; `None` for modules that are in no folder of it."""
    path = frame.f_code.co_filename
    if not path.startswith(SERVER):
        return None
    *folders, _ = path.removeprefix(SERVER).split("/")
    depth = 2 if folders[:1] == ["live"] else 1
    return "/".join(folders[:depth]) if len(folders) >= depth else None


def _callers(frame: FrameType) -> Iterator[str]:
    """The folders on the stack, the nearest first."""
    caller = frame.f_back
    while caller is not None:
        if (folder := _folder(caller)) is not None:
            yield folder
        caller = caller.f_back


def _path_in_readme() -> list[Step]:
    block = BLOCK.search((ROOT / "README.md").read_text())
    assert block is not None
    lines = [LINE.match(line) for line in block[1].splitlines()]
    steps = [Step(line["folder"], re.findall(r"\w+", line["calls"])) for line in lines if line]
    return [step for step in steps if step.folder != "browser"]


async def _ask(asker: Browser, moderator: Browser, text: str) -> str:
    asked = await asker.ok("question.ask", ref=f"0123456789abcdef {text}", text=text)
    for browser in (asker, moderator):
        await browser.until(lambda browser: text in browser.questions)
    return str(asked["id"])


async def _publish(moderator: Browser, everybody: list[Browser], question: str) -> None:
    await moderator.ok("question.publish", ids=[question])
    for browser in everybody:
        await browser.until(lambda browser: browser.items[question]["status"] == "published")


@pytest.mark.tuning(heartbeat_s=3600.0)  # so that nothing runs but the messages
async def test_a_message_takes_the_path_in_the_readme(start: Start) -> None:
    process = await start(socket=True)
    asker, other = [await process.join(code="WAIT") for _ in range(2)]
    moderator = await process.join("moderator", code="WAIT")
    # What happens once is over after a first question.
    await _publish(moderator, [asker, other, moderator], await _ask(asker, moderator, "Why at all?"))
    asking, publishing = Trace(), Trace()
    with asking.recording():
        question = await _ask(asker, moderator, "Why not?")
    with publishing.recording():
        await _publish(moderator, [asker, moderator], question)
        await other.until(lambda browser: question in browser.items)
    path = _path_in_readme()
    assert asking.steps == publishing.steps == path
    assert len(path) + len({each for step in path for each in step.calls}) <= MAX_STEPS
