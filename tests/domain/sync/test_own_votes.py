"""A browser that knows its votes from the replies to its commands, and another one of the same person."""

from random import Random

from hypothesis import given

from server.domain.model.commands import Vote
from server.domain.sync.difference import ok_suffices
from server.domain.visibility import view_of_role
from tests.domain.client import frame, fresh
from tests.domain.making import ASKER, MODERATOR, OTHER, Play, command
from tests.domain.moves import MOVES, Move
from tests.domain.walking import SPLITS, step, walk


class Tab:
    """A browser with its version, and the version up to which it knows its votes."""

    def __init__(self, play: Play) -> None:
        self.play = play
        self.client = fresh(play.room, ASKER)
        self.votes_known = 0

    @property
    def version(self) -> int:
        assert self.client.visible_version is not None
        return self.client.visible_version

    def vote(self, move: Move) -> None:
        _, do, fields = move
        own = self.play.room.personal_versions.get(ASKER.id)
        knew = own is None or own.votes <= max(self.version, self.votes_known)
        ok = step(self.play, move)
        if "votes" in ok:
            self.client.apply_vote_reply(fields["id"], fields["on"], ok["votes"])
            vote = command(do, **fields)
            assert isinstance(vote, Vote)
            if knew and ok_suffices(self.play.room, view_of_role(ASKER.role), vote, self.version):
                self.votes_known = self.play.room.version

    def catch_up(self) -> None:
        self.client.apply(frame(self.play.room, ASKER, self.version, self.votes_known))


@walk
@given(MOVES, SPLITS)
def test_oks_and_frames_together_are_a_fresh_snapshot(moves: list[Move], split: Random) -> None:
    play = Play()
    tab = Tab(play)
    for move in moves:
        if move[:2] == (ASKER, "question.vote") and split.random() < 0.6:
            tab.vote(move)
        else:
            step(play, move)
        if split.random() < 0.4:
            tab.catch_up()
            assert tab.client.knows() == fresh(play.room, ASKER).knows()


def test_who_took_a_vote_back_before_hearing_of_a_merge_is_told_their_votes() -> None:
    play = Play()
    target, other = play.ask(OTHER), play.ask(OTHER)
    play(ASKER, "question.vote", id=other, on=True)
    tab = Tab(play)
    play(MODERATOR, "question.merge", id=other, into=target)
    tab.vote((ASKER, "question.vote", {"id": target, "on": False}))
    assert tab.client.mine["votes"] == [other]
    tab.catch_up()
    assert tab.client.mine["votes"] == []


def test_the_tab_that_voted_is_told_nothing_but_the_count_and_another_is_told_both() -> None:
    play = Play()
    question = play.ask(OTHER)
    tab, other_tab = Tab(play), Tab(play)
    tab.vote((ASKER, "question.vote", {"id": question, "on": True}))
    assert "mine" not in frame(play.room, ASKER, tab.version, tab.votes_known)
    assert frame(play.room, ASKER, other_tab.version)["mine"] == {"votes": [question]}


def test_the_ok_of_a_vote_counts_people_and_not_votes_where_questions_are_merged() -> None:
    play = Play()
    target, other = play.ask(OTHER), play.ask(OTHER)
    play(ASKER, "question.vote", id=other, on=True)
    play(MODERATOR, "question.merge", id=other, into=target)
    assert play(ASKER, "question.vote", id=target, on=True) == {"votes": 1}
    assert play(ASKER, "question.vote", id=target, on=False) == {"votes": 0}
