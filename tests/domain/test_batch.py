"""Commands that go to the record together: a run of votes is one event, a key one answer."""

from server.domain.batch import Batch, Entry
from server.domain.model import events
from server.domain.model.limits import Limits
from server.domain.model.poll_events import BallotsCast
from tests.domain.client import fresh
from tests.domain.making import ASKER, MODERATOR, OTHER, Play, attendee
from tests.domain.polling import counted, opened
from tests.domain.walking import decide_in_batch

KEY = (ASKER.id, "question.ask", "a-ref-that-is-random-enough")


def test_a_run_of_votes_is_one_event_with_the_last_word_of_each() -> None:
    play = Play()
    question, batch = play.ask(), Batch(play.room)
    for person, on in ((ASKER, True), (OTHER, True), (attendee(1), True), (OTHER, False), (ASKER, True)):
        decide_in_batch(play, person, "question.vote", batch=batch, id=question, on=on)
    votes = (("asker", question, True), ("attendee-1", question, True))
    assert batch.entries() == [Entry(events.VotesCast(votes=votes))]


def test_a_run_that_comes_to_nothing_is_no_event() -> None:
    play = Play()
    question, batch = play.ask(), Batch(play.room)
    oks = [
        decide_in_batch(play, OTHER, "question.vote", batch=batch, id=question, on=on) for on in (True, False)
    ]
    assert batch.entries() == []
    assert oks == [{"votes": 0}, {"votes": 0}]


def test_whoever_votes_between_votes_that_cancel_out_is_told_the_count_that_stays() -> None:
    play = Play()
    question = play.ask()
    play(ASKER, "question.vote", id=question, on=True)
    batch = Batch(play.room)
    oks = [
        decide_in_batch(play, person, "question.vote", batch=batch, id=question, on=on)
        for person, on in ((OTHER, True), (ASKER, True), (OTHER, False))
    ]
    assert batch.entries() == []
    assert oks == [{"votes": 1}] * 3


def test_any_other_event_ends_the_run_so_that_the_log_is_in_order_of_arrival() -> None:
    play = Play()
    question, batch = play.ask(), Batch(play.room)
    decide_in_batch(play, OTHER, "question.vote", batch=batch, id=question, on=True)
    decide_in_batch(play, MODERATOR, "announce", batch=batch, text="Welcome")
    decide_in_batch(play, OTHER, "question.vote", batch=batch, id=question, on=False)
    assert [type(entry.event).__name__ for entry in batch.entries()] == [
        "VotesCast",
        "Announced",
        "VotesCast",
    ]


def test_the_same_key_twice_in_one_batch_is_one_event_and_the_same_answer() -> None:
    play = Play()
    batch = Batch(play.room)
    oks = [decide_in_batch(play, ASKER, "question.ask", batch=batch, key=KEY, text="Why?") for _ in range(2)]
    assert oks == [{"id": "q_1", "status": "published"}] * 2
    [entry] = batch.entries()
    assert (entry.key, entry.reply, entry.person) == (KEY, oks[0], ASKER.id)


def test_a_key_that_the_record_remembers_gets_its_first_answer() -> None:
    play = Play()
    batch = Batch(play.room, {KEY: {"id": "q_first", "status": "pending"}})
    ok = decide_in_batch(play, ASKER, "question.ask", batch=batch, key=KEY, text="Why?")
    assert (ok, batch.entries()) == ({"id": "q_first", "status": "pending"}, [])


def test_a_refusal_is_not_remembered() -> None:
    play = Play(state="closed")
    batch = Batch(play.room)
    assert decide_in_batch(play, ASKER, "question.ask", batch=batch, key=KEY, text="Why?")["no"] == "closed"
    decide_in_batch(play, MODERATOR, "room.open", batch=batch)
    assert (
        decide_in_batch(play, ASKER, "question.ask", batch=batch, key=KEY, text="Why?")["status"]
        == "published"
    )


def test_of_several_events_of_one_command_the_last_has_its_key() -> None:
    play = Play(limits=Limits(settled=1))
    first, second = play.ask(), play.ask()
    play(MODERATOR, "question.answered", id=first)
    batch, key = Batch(play.room), (MODERATOR.id, "question.answered", "another-ref-that-is-random")
    decide_in_batch(play, MODERATOR, "question.answered", batch=batch, key=key, id=second)
    assert [(type(entry.event).__name__, entry.key) for entry in batch.entries()] == [
        ("QuestionAnswered", None),
        ("QuestionsArchived", key),
    ]


def test_each_command_is_decided_against_the_room_as_those_before_it_leave_it() -> None:
    play = Play(premoderated=True)
    batch = Batch(play.room)
    question = decide_in_batch(play, ASKER, "question.ask", batch=batch, text="Why?")["id"]
    assert decide_in_batch(play, OTHER, "question.vote", batch=batch, id=question, on=True)["no"] == "unknown"
    decide_in_batch(play, MODERATOR, "question.publish", batch=batch, id=question)
    assert decide_in_batch(play, OTHER, "question.vote", batch=batch, id=question, on=True) == {"votes": 1}
    assert play.room.items.keys() == {"room"}


def test_a_run_of_ballots_is_one_event_with_the_last_word_of_each() -> None:
    play = Play()
    poll_id, batch = opened(play), Batch(play.room)
    for person, option in ((ASKER, "o1"), (OTHER, "o2"), (ASKER, "o3"), (OTHER, "o2")):
        assert decide_in_batch(play, person, "poll.answer", batch=batch, id=poll_id, answer=option) == {}
    [entry] = batch.entries()
    assert isinstance(entry.event, BallotsCast)
    assert sorted(row[3] for row in entry.event.ballots) == ["o2", "o3"]
    play.happen(entry.event)
    assert counted(play, poll_id) == {"o1": 0, "o2": 1, "o3": 1}


def test_a_vote_may_follow_the_answer_that_it_is_for_in_the_same_run() -> None:
    play = Play()
    poll_id, batch = opened(play, "text", show="always"), Batch(play.room)
    decide_in_batch(play, ASKER, "poll.answer", batch=batch, id=poll_id, answer="More trees")
    entry_id = f"e_{play.ids}"
    assert decide_in_batch(play, OTHER, "question.vote", batch=batch, id=entry_id, on=True) == {"votes": 1}
    for entry in batch.entries():
        play.happen(entry.event)
    assert play.votes(entry_id) == 1


def test_a_text_that_was_replaced_is_unknown_whether_or_not_the_log_ever_had_it() -> None:
    outcomes = []
    for in_one_batch in (True, False):
        play = Play()
        poll_id, batch = opened(play, "text", show="always"), Batch(play.room)
        decide_in_batch(play, ASKER, "poll.answer", batch=batch, id=poll_id, answer="More trees")
        first = f"e_{play.ids}"
        if not in_one_batch:
            for entry in batch.entries():
                play.happen(entry.event)
            batch = Batch(play.room)
        decide_in_batch(play, ASKER, "poll.answer", batch=batch, id=poll_id, answer="Fewer cars")
        for entry in batch.entries():
            play.happen(entry.event)
        outcomes.append(play.refusal(MODERATOR, "question.restore", id=first))
        assert first not in fresh(play.room, MODERATOR).items
        assert [each.text for each in play.room.questions() if each.status == "published"] == ["Fewer cars"]
    assert outcomes == [("unknown", "id")] * 2
