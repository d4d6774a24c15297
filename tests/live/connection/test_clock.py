"""Each command is decided at the time at which it came, and not at that of its sender's hello."""

from datetime import UTC, datetime

import pytest

from tests.live.conftest import Start


class Clock:
    """Stands still, and counts how often it was asked."""

    asked = 0

    def __call__(self) -> datetime:
        self.asked += 1
        return datetime(2020, 12, 16, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("role", "do", "fields"),
    [
        ("attendee", "react", {"emoji": "👏"}),
        ("attendee", "quiz.standing", {}),
        ("moderator", "question.touch", {}),
    ],
)
async def test_what_is_not_recorded_is_decided_now(
    start: Start, role: str, do: str, fields: dict[str, str]
) -> None:
    clock = Clock()
    process = await start(now=clock)
    person = await process.join(role)
    if do == "question.touch":
        fields = {"id": (await person.ok("question.ask", text="Who works on this?"))["id"]}
    before = clock.asked
    await person.ok(do, **fields)
    assert clock.asked == before + 1
