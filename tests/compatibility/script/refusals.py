"""Commands that a role may not send, and commands for ids that nobody knows."""

from typing import Any

from tests.compatibility.transcript import Transcript


async def refusals(talk: Transcript) -> None:
    talk.title("What a role may not do, and ids that nobody knows")
    for do, fields in FORBIDDEN:
        for who in ("asker", "speaker", "stage"):
            await talk.say(who, do, **fields)
    await talk.say("moderator", "speaker.read")
    for do, fields in (*FORBIDDEN, ("question.vote", {"id": "q_none", "on": True})):
        if "id" in fields:
            await talk.say("moderator", do, **fields)


NOBODY: dict[str, Any] = {"id": "q_none"}


FORBIDDEN: list[tuple[str, dict[str, Any]]] = [
    *((f"question.{do}", NOBODY) for do in (
        "publish", "unpublish", "restore", "pin", "unpin", "take", "skip", "answered", "unmerge", "touch",
    )),
    ("question.decline", {**NOBODY, "reason": "tone"}),
    ("question.label", {**NOBODY, "labels": []}),
    ("question.assign", {**NOBODY, "to": "me"}),
    ("question.merge", {**NOBODY, "into": "q_nowhere"}),
    ("question.translate", {**NOBODY, "lang": "de", "text": "?"}),
    ("poll.create", {"type": "yesno", "prompt": "?"}),
    *((f"poll.{do}", NOBODY) for do in (
        "edit", "open", "close", "reveal", "hide", "reset", "unreset", "delete", "restore", "copy",
    )),
    ("poll.move", {**NOBODY, "to": 0}),
    ("poll.word", {**NOBODY, "word": "a", "hide": True}),
    ("person.mute", {"person": "x"}),
    ("person.unmute", {"person": "x"}),
    ("announce", {"text": "!"}),
    ("speaker.note", {"text": "!"}),
    ("stage.blank", {"on": True}),
    ("room.update", {"settings": {}}),
    *((f"room.{do}", {}) for do in ("open", "pause", "close")),
]  # fmt: skip
