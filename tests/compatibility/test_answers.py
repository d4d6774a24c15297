"""Frames of earlier pages get the answers that they got then."""

from pathlib import Path

from tests.compatibility.script import play
from tests.compatibility.transcript import Transcript
from tests.live.conftest import Start

RECORDED = Path(__file__).with_name("answers.txt")
"""The answers of the commit 45a90d0. Whoever changes a line here changes it for every page and client."""


async def test_the_same_frames_get_the_same_answers(start: Start) -> None:
    talk = Transcript(await start(socket=True))
    await play(talk)
    assert talk.lines == RECORDED.read_text().splitlines()
