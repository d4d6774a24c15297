"""One person, one vote."""

import pytest

from server.domain.model.events import TalkState
from server.domain.model.people import Person, pseudonym
from tests.domain.making import ASKER, MODERATOR, OTHER, ROOM, SPEAKER, Play


def test_asking_is_not_voting_and_own_questions_take_own_votes() -> None:
    play = Play()
    question = play.ask()
    assert play.votes(question) == 0
    assert play(ASKER, "question.vote", id=question, on=True) == {"votes": 1}


def test_the_same_vote_again_is_the_same_vote() -> None:
    play = Play()
    question = play.ask()
    oks = [play(OTHER, "question.vote", id=question, on=on) for on in (False, True, True, False, False)]
    assert oks == [{"votes": votes} for votes in (0, 1, 1, 0, 0)]
    assert [type(event).__name__ for event in play.log].count("VotesCast") == 2


@pytest.mark.parametrize("person", [OTHER, SPEAKER])
@pytest.mark.parametrize(
    ("state", "voting", "code"),
    [("open", True, None), ("paused", True, None), ("open", False, "closed"), ("paused", False, "closed"),
     ("scheduled", True, "closed"), ("closed", True, "closed")],
)  # fmt: skip
def test_votes_follow_the_rooms_state_and_its_setting(
    person: Person, state: TalkState, voting: bool, code: str | None
) -> None:
    play = Play(state=state, voting=voting)
    question = play.ask(MODERATOR)
    if code is None:
        assert play(person, "question.vote", id=question, on=True) == {"votes": 1}
    else:
        assert play.refusal(person, "question.vote", id=question, on=True) == (code, None)
    assert play(MODERATOR, "question.vote", id=question, on=True)["votes"] in (1, 2)


def test_the_muted_may_neither_vote_nor_take_back() -> None:
    play = Play()
    question = play.ask(ASKER)
    play(ASKER, "question.vote", id=question, on=True)
    play(MODERATOR, "person.mute", person=pseudonym(ROOM, ASKER.id))
    for on in (True, False):
        assert play.refusal(ASKER, "question.vote", id=question, on=on) == ("muted", None)
    assert play.votes(question) == 1
