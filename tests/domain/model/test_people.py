"""The table of roles, as the protocol has it: every command by everybody."""

from typing import get_args

import pytest

from server.domain.model.commands import AnyCommand, Ping
from server.domain.model.people import MAY_SEND, Person, Role, permit
from server.domain.model.poll_commands import PollExpire, PollSeal
from server.domain.model.refusal import Refused
from server.domain.rules import DECIDE

EVERYBODY_BUT_THE_STAGE = (
    "ping question.ask question.edit question.withdraw question.vote poll.answer react"
    " quiz.name quiz.standing"
)
ALSO_SPEAKERS = "question.take question.answered question.skip"
SPEAKERS_ALONE = "speaker.read"
MODERATORS = (
    "question.publish question.unpublish question.decline question.restore question.pin question.unpin "
    "question.label question.assign question.merge question.unmerge question.translate question.touch "
    "poll.create poll.edit poll.open poll.close poll.reveal poll.hide poll.reset poll.unreset "
    "poll.delete poll.restore poll.copy poll.move poll.word poll.extend poll.strike quiz.hide "
    "room.open room.pause room.close room.update person.mute person.unmute "
    "announce speaker.note stage.blank"
)
ORGANISERS_ALONE = "room.describe"
TABLE: dict[Role, set[str]] = {
    Role.ATTENDEE: {*EVERYBODY_BUT_THE_STAGE.split()},
    Role.SPEAKER: {*EVERYBODY_BUT_THE_STAGE.split(), *ALSO_SPEAKERS.split(), SPEAKERS_ALONE},
    Role.MODERATOR: {*EVERYBODY_BUT_THE_STAGE.split(), *ALSO_SPEAKERS.split(), *MODERATORS.split()},
    Role.ORGANISER: {
        *EVERYBODY_BUT_THE_STAGE.split(),
        *ALSO_SPEAKERS.split(),
        *MODERATORS.split(),
        ORGANISERS_ALONE,
    },
    Role.STAGE: set(),
}


def _may(role: Role, do: str) -> bool:
    try:
        permit(Person("somebody", role), do)
    except Refused as refused:
        return refused.code != "forbidden"
    return True


@pytest.mark.parametrize("role", Role)
def test_each_role_may_send_just_these(role: Role) -> None:
    assert {do for do in MAY_SEND if _may(role, do)} == TABLE[role]


def test_every_command_that_can_be_read_has_a_row_in_the_table_and_a_rule() -> None:
    shapes = get_args(get_args(AnyCommand)[0])
    assert {get_args(shape.model_fields["do"].annotation)[0] for shape in shapes} == set(MAY_SEND)
    assert set(DECIDE) == {*shapes, PollExpire, PollSeal} - {Ping}, "the dispatcher answers pings"
