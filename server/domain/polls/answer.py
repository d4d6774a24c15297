"""Deciders of the commands by which people answer polls and play quizzes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from server.domain.model import poll_commands, poll_events
from server.domain.model.command import Command
from server.domain.model.decision import Decision, NewId, decided
from server.domain.model.items import Ballot, Poll
from server.domain.model.nicknames import mixes_alphabets, nickname_keys
from server.domain.model.people import Person
from server.domain.model.refusal import Refused
from server.domain.model.state import State
from server.domain.polls.ballots import ballot_id, ballots_cast, player_id
from server.domain.polls.decide import is_over
from server.domain.polls.leaderboard import answer_time_ms, points, quiz_rank
from server.domain.polls.validation import normalise_answer
from server.domain.polls.words import words
from server.domain.room.access import check_may_take_part


def answer(
    state: State, person: Person, command: poll_commands.PollAnswer, now: datetime, new_id: NewId
) -> tuple[str, Ballot] | None:
    """The ballot's id and the ballot; `None` if the person gives the same answer again. Raises `Refused`."""
    poll = _require_started_poll(state, person, command.id)
    given = normalise_answer(poll, command.answer, state.limits)
    own_id = ballot_id(person, poll.id, poll.round_id)
    before = state.ballots.get(own_id)
    if before is not None and before.answer == given:
        return None  # also after closing: a retry of an answer that was stored gets its `ok`
    if poll.state == "closed" or is_over(poll, now):
        raise Refused("closed", "the poll is closed")
    if before is not None and not poll.changeable:
        raise Refused("wrong_state", "an answer to this poll is final")
    ballot = Ballot(poll.id, poll.round_id, given)
    return own_id, _with_details(state, person, poll, ballot, command, now, new_id)


def _require_started_poll(state: State, person: Person, poll_id: str) -> Poll:
    poll = state.poll(poll_id)
    if poll is None or poll.state in ("draft", "deleted"):
        raise Refused("unknown", "no such poll here", field="id")
    check_may_take_part(state, person, "poll.answer")
    return poll


def _with_details(
    state: State,
    person: Person,
    poll: Poll,
    ballot: Ballot,
    command: poll_commands.PollAnswer,
    now: datetime,
    new_id: NewId,
) -> Ballot:
    """The ballot with all that its poll's type records besides the answer. Raises `Refused`."""
    if poll.type == "words":
        counted = words(str(ballot.answer), poll.lang)
        if not counted:
            raise Refused("invalid", "must be words", field="answer")
        return replace(ballot, words=counted)
    if poll.type == "text":
        pending = poll.moderated or state.tally[poll.id] >= state.limits.entries
        return replace(ballot, entry="e_" + new_id(), status="pending" if pending else "published")
    if poll.type == "quiz":
        assert poll.opened_at is not None
        took_ms = answer_time_ms(command.took_ms, (now - poll.opened_at) // timedelta(milliseconds=1))
        gained = points(poll, str(ballot.answer), took_ms)
        player = player_id(person)
        named = player if player in state.players else None
        return replace(ballot, player=named, took_ms=took_ms, points=gained)
    return ballot


def answers_with_text(state: State, command: Command) -> bool:
    """Whether the command answers a poll for open texts or words."""
    poll = state.poll(command.id) if isinstance(command, poll_commands.PollAnswer) else None
    return poll is not None and poll.type in ("text", "words")


# ---- the deciders


def _answer(
    state: State, person: Person, command: poll_commands.PollAnswer, now: datetime, new_id: NewId
) -> Decision:
    """Decides a single ballot. `Batch` calls `answer` itself, to make one event of many."""
    new_ballot = answer(state, person, command, now, new_id)
    return decided(ballots_cast(now, dict([new_ballot]))) if new_ballot else decided()


def _name(
    state: State, person: Person, command: poll_commands.NamePlayer, now: datetime, new_id: NewId
) -> Decision:
    """A name belongs to one player, and so do all that look like it. After a first quiz it stays."""
    check_may_take_part(state, person, command.do)
    player = player_id(person)
    if state.players.get(player) == command.name:
        return decided(name=command.name)
    if mixes_alphabets(command.name):
        raise Refused("invalid", "a name's letters are of one alphabet", field="name")
    if any(state.names.get(key) not in (None, "", player) for key in nickname_keys(command.name)):
        raise Refused("invalid", "somebody else plays under that name", field="name")
    if player in state.players and _has_played(state, person):
        raise Refused("wrong_state", "you have played under your name already")
    return decided(poll_events.PlayerNamed(player=player, name=command.name), name=command.name)


def _quiz_rank(
    state: State, person: Person, command: poll_commands.QuizRank, now: datetime, new_id: NewId
) -> Decision:
    return decided(**quiz_rank(state, person) or {})


def _has_played(state: State, person: Person) -> bool:
    quizzes = (poll for poll in state.polls() if poll.type == "quiz")
    ids = (
        ballot_id(person, poll.id, round_id)
        for poll in quizzes
        for round_id in range(1, poll.last_round_id + 1)
    )
    return any((ballot := state.ballots.get(each)) and ballot.player for each in ids)


DECIDE: dict[type[Command], Callable[..., Decision]] = {
    poll_commands.PollAnswer: _answer,
    poll_commands.NamePlayer: _name,
    poll_commands.QuizRank: _quiz_rank,
}
