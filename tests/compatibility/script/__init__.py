"""The script of the recorded conversation: every command, and frames that are wrong."""

from tests.compatibility.script.bad_frames import bad_frames, bad_hellos
from tests.compatibility.script.people import greetings
from tests.compatibility.script.polls import choices, numbers, quizzes, rounds, texts
from tests.compatibility.script.questions import merging, questions, queue
from tests.compatibility.script.refusals import refusals
from tests.compatibility.script.room import room, stage, waiting_room
from tests.compatibility.transcript import Transcript


async def play(talk: Transcript) -> None:
    await greetings(talk)
    await questions(talk)
    await queue(talk)
    await merging(talk)
    await stage(talk)
    await room(talk)
    await choices(talk)
    await numbers(talk)
    await texts(talk)
    await quizzes(talk)
    await rounds(talk)
    await waiting_room(talk)
    await refusals(talk)
    await bad_frames(talk)
    await bad_hellos(talk)
