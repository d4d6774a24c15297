"""Open texts: each is an item with the rules of a question, and without a name."""

import pytest

from server.domain.model.limits import Limits
from server.domain.polls.ballots import minute
from tests.domain.making import ASKER, MODERATOR, OTHER, Play, attendee
from tests.domain.polling import answer, ballot, opened


def test_an_open_text_is_an_entry_of_the_ballots_and_nobody_elses() -> None:
    play = Play()
    poll_id = opened(play, "text")
    answer(play, ASKER, poll_id, "  More   trees ")
    mine = ballot(play, ASKER, poll_id)
    assert mine is not None
    assert mine.entry is not None
    entry = play.question(mine.entry)
    assert (entry.text, entry.poll, entry.round_id, entry.status) == ("More   trees", poll_id, 1, "published")
    assert (entry.pseudonym, entry.name, entry.asked_at) == ("", None, minute(play.now))
    assert ASKER.id not in entry.asker


def test_another_text_is_another_entry_and_starts_without_the_votes_of_the_first() -> None:
    play = Play()
    poll_id = opened(play, "text", moderated=True, show="always")
    entries = []
    for text in ("More trees", "Fewer cars"):
        answer(play, ASKER, poll_id, text)
        mine = ballot(play, ASKER, poll_id)
        assert mine is not None
        assert mine.entry is not None
        entries.append(mine.entry)
        play(MODERATOR, "question.publish", id=mine.entry)
        play(OTHER, "question.vote", id=mine.entry, on=True)
    assert [play.question(each).status for each in entries] == ["withdrawn", "published"]
    assert play.votes(entries[1]) == 1


def test_moderated_entries_wait_and_so_do_those_beyond_what_a_poll_shows() -> None:
    play = Play(limits=Limits(entries=2))
    statuses = []
    for moderated in (True, False):
        poll_id = opened(play, "text", moderated=moderated)
        for number in range(3):
            answer(play, attendee(number), poll_id, f"Tree {number}")
        statuses.append([each.status for each in play.room.questions() if each.poll == poll_id])
    assert statuses == [["pending"] * 3, ["published", "published", "pending"]]
    *_, waiting = (each.id for each in play.room.questions())
    assert play.refusal(MODERATOR, "question.publish", id=waiting) == ("full", None)


def an_entry(play: Play) -> str:
    poll_id = opened(play, "text", show="always")
    answer(play, ASKER, poll_id, "More trees")
    mine = ballot(play, ASKER, poll_id)
    assert mine is not None
    assert mine.entry is not None
    return mine.entry


def test_moderators_do_with_an_entry_what_they_do_with_a_question() -> None:
    play = Play()
    entry = an_entry(play)
    for do, fields in (
        ("unpublish", {}),
        ("publish", {}),
        ("edit", {"text": "More trees!"}),
        ("label", {"labels": ["Living"]}),
        ("translate", {"lang": "de", "text": "Mehr Bäume"}),
        ("pin", {}),
        ("unpin", {}),
        ("touch", {}),
        ("decline", {"reason": "tone"}),
        ("restore", {}),
    ):
        play(MODERATOR, f"question.{do}", id=entry, **fields)
    now = play.question(entry)
    assert (now.status, now.text, now.original) == ("published", "More trees!", "More trees")
    assert play(OTHER, "question.vote", id=entry, on=True) == {"votes": 1}


@pytest.mark.parametrize("do", ["take", "skip", "answered", "assign", "merge", "unmerge"])
def test_an_entry_is_not_asked_of_the_speaker(do: str) -> None:
    play = Play()
    entry, question = an_entry(play), play.ask(OTHER)
    fields = {"assign": {"to": "the panel"}, "merge": {"into": question}}.get(do, {})
    assert play.refusal(MODERATOR, f"question.{do}", id=entry, **fields) == ("wrong_state", None)
    if do == "merge":
        into_entry = play.refusal(MODERATOR, "question.merge", id=question, into=entry)
        assert into_entry == ("wrong_state", "into")


def test_entries_that_were_put_aside_are_unknown_until_they_are_back() -> None:
    play = Play()
    entry = an_entry(play)
    poll_id = play.question(entry).poll
    play(MODERATOR, "poll.reset", id=poll_id)
    assert play.refusal(MODERATOR, "question.decline", id=entry, reason="tone") == ("unknown", "id")
    assert play.refusal(OTHER, "question.vote", id=entry, on=True) == ("unknown", "id")
    play(MODERATOR, "poll.unreset", id=poll_id)
    play(OTHER, "question.vote", id=entry, on=True)
    play(MODERATOR, "poll.delete", id=poll_id)
    assert play.refusal(OTHER, "question.vote", id=entry, on=False) == ("unknown", "id")


def test_questions_and_entries_leave_each_other_their_room() -> None:
    play = Play(limits=Limits(published=1, entries=1))
    play.ask()
    assert play.question(an_entry(play)).status == "published"
