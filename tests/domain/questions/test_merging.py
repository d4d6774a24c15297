"""Merged questions: votes count people once, and are separate again after an unmerge."""

from tests.domain.client import frame, fresh
from tests.domain.making import ASKER, MODERATOR, OTHER, SPEAKER, Play, attendee
from tests.domain.walking import step


def voted(play: Play, question: str, *numbers: int, on: bool = True) -> None:
    for number in numbers:
        play(attendee(number), "question.vote", id=question, on=on)


def merged(play: Play, question: str, into: str) -> None:
    play(MODERATOR, "question.merge", id=question, into=into)


def test_the_target_counts_distinct_people_over_all() -> None:
    play = Play()
    target, other = play.ask(), play.ask()
    voted(play, target, 1, 2)
    voted(play, other, 2, 3)
    merged(play, other, target)
    assert (play.votes(target), play.votes(other)) == (3, 2)
    voted(play, target, 3, 4)
    assert play.votes(target) == 4


def test_a_chain_counts_up_to_its_root() -> None:
    play = Play()
    root, middle, leaf = play.ask(), play.ask(), play.ask()
    voted(play, leaf, 1)
    merged(play, leaf, middle)
    voted(play, middle, 2)
    merged(play, middle, root)
    voted(play, root, 1, 3)
    assert [play.votes(each) for each in (root, middle, leaf)] == [3, 2, 1]
    voted(play, root, 1, on=False)
    assert [play.votes(each) for each in (root, middle, leaf)] == [2, 1, 0]
    assert fresh(play.room, OTHER).items[root]["merged"] == [middle, leaf]


def test_mine_stays_as_it_is_at_a_merge() -> None:
    play = Play()
    target, other = play.ask(), play.ask()
    play(OTHER, "question.vote", id=other, on=True)
    merged(play, other, target)
    client = fresh(play.room, OTHER)
    assert client.mine["votes"] == [other]
    assert set(client.items[target]["merged"]) & set(client.mine["votes"])


def test_merged_names_only_what_was_once_public() -> None:
    play = Play(premoderated=True)
    target, once, never = play.ask(), play.ask(), play.ask()
    play(MODERATOR, "question.publish", ids=[target, once])
    play(MODERATOR, "question.unpublish", id=once)
    merged(play, once, target)
    merged(play, never, target)
    for viewer in (OTHER, SPEAKER, MODERATOR):
        assert fresh(play.room, viewer).items[target]["merged"] == [once]


def test_taking_back_on_the_target_takes_back_on_all() -> None:
    play = Play()
    target, other = play.ask(), play.ask()
    voted(play, target, 1)
    voted(play, other, 1, 2)
    merged(play, other, target)
    voted(play, target, 1, on=False)
    assert (play.votes(target), play.votes(other)) == (1, 1)
    play(MODERATOR, "question.unmerge", id=other)
    assert (play.votes(target), play.votes(other)) == (0, 1)
    assert play.room.people["attendee-1"].votes == frozenset()


def test_a_vote_on_what_was_merged_leads_to_the_root() -> None:
    play = Play()
    root, middle, leaf = play.ask(), play.ask(), play.ask()
    merged(play, leaf, middle)
    merged(play, middle, root)
    for each in (leaf, middle):
        told = step(play, (OTHER, "question.vote", {"id": each, "on": True}))
        assert told == {"no": "merged", "field": None, "into": root}


def test_a_vote_on_what_was_merged_before_it_was_public_is_unknown_but_to_its_asker() -> None:
    play = Play(premoderated=True)
    target, hidden = play.ask(OTHER), play.ask(ASKER)
    play(MODERATOR, "question.publish", id=target)
    merged(play, hidden, target)
    assert play.refusal(OTHER, "question.vote", id=hidden, on=True) == ("unknown", "id")
    assert play.refusal(ASKER, "question.vote", id=hidden, on=True) == ("merged", None)
    play(MODERATOR, "question.unpublish", id=target)
    assert play.refusal(ASKER, "question.vote", id=hidden, on=True) == ("wrong_state", None)


def test_unmerging_gives_each_the_votes_cast_on_it_and_the_status_before() -> None:
    play = Play(premoderated=True)
    target, waiting = play.ask(), play.ask()
    play(MODERATOR, "question.publish", id=target)
    shown = play.ask(MODERATOR)
    voted(play, target, 1)
    voted(play, shown, 1, 2)
    for each in (waiting, shown):
        merged(play, each, target)
    voted(play, target, 3)
    for each in (waiting, shown):
        play(MODERATOR, "question.unmerge", id=each)
    assert [play.votes(each) for each in (target, waiting, shown)] == [2, 0, 2]
    assert [play.question(each).status for each in (waiting, shown)] == ["pending", "published"]
    assert "merged" not in fresh(play.room, OTHER).items[target]


def test_unmerging_the_middle_of_a_chain_takes_its_own_along() -> None:
    play = Play()
    root, middle, leaf = play.ask(), play.ask(), play.ask()
    voted(play, leaf, 1)
    merged(play, leaf, middle)
    merged(play, middle, root)
    play(MODERATOR, "question.unmerge", id=middle)
    assert [play.votes(each) for each in (root, middle, leaf)] == [0, 1, 1]
    assert play.question(middle).absorbed == (leaf,)


def test_into_itself_or_one_of_its_own_or_something_not_public_is_refused() -> None:
    play = Play()
    target, child, hidden = play.ask(), play.ask(), play.ask()
    merged(play, child, target)
    play(MODERATOR, "question.unpublish", id=hidden)
    assert play.refusal(MODERATOR, "question.merge", id=target, into=target) == ("invalid", "into")
    assert play.refusal(MODERATOR, "question.merge", id=target, into=child) == ("wrong_state", "into")
    assert play.refusal(MODERATOR, "question.merge", id=target, into=hidden) == ("wrong_state", "into")
    assert play.refusal(MODERATOR, "question.merge", id=target, into="q_never") == ("unknown", "into")


def test_unmerging_the_end_of_a_chain_takes_its_votes_from_all_above() -> None:
    play = Play()
    root, middle, leaf = play.ask(), play.ask(), play.ask()
    voted(play, leaf, 1)
    merged(play, leaf, middle)
    merged(play, middle, root)
    play(MODERATOR, "question.unmerge", id=leaf)
    assert [play.votes(each) for each in (root, middle, leaf)] == [0, 0, 1]
    assert fresh(play.room, OTHER).items[root]["merged"] == [middle]


def test_the_asker_of_what_was_merged_is_told_its_count() -> None:
    play = Play()
    target, own = play.ask(OTHER), play.ask(ASKER)
    voted(play, own, 1, 2)
    merged(play, own, target)
    client = fresh(play.room, ASKER)
    assert client.items[own]["votes"] == 2
    voted(play, target, 1, on=False)
    assert client.apply(frame(play.room, ASKER, client.visible_version)).items[own]["votes"] == 1
