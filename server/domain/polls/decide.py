"""Deciders of the commands by which moderators run polls."""

from collections.abc import Callable
from datetime import datetime, timedelta

from server.domain.model import poll_commands, poll_events
from server.domain.model.command import Command
from server.domain.model.decision import Decision, NewId, decided
from server.domain.model.folding import word_key
from server.domain.model.items import Poll
from server.domain.model.people import Person
from server.domain.model.poll_events import PollState
from server.domain.model.refusal import Refused
from server.domain.model.state import State
from server.domain.polls.definition import build_definition, check_edit, definition_of, validate
from server.domain.polls.sealing import decide_seal

_NOT_DELETED: frozenset[PollState] = frozenset({"draft", "open", "closed"})
_STARTED: frozenset[PollState] = frozenset({"open", "closed"})

FROM: dict[str, frozenset[PollState]] = {
    "poll.edit": _NOT_DELETED,
    "poll.open": frozenset({"draft", "closed"}),
    "poll.close": frozenset({"open"}),
    "poll.extend": frozenset({"open"}),
    "poll.strike": _STARTED,
    "poll.reveal": _STARTED,
    "poll.hide": _STARTED,
    "poll.reset": _STARTED,
    "poll.unreset": _STARTED,
    "poll.delete": _NOT_DELETED,
    "poll.restore": frozenset({"deleted"}),
    "poll.copy": _NOT_DELETED,
    "poll.move": _NOT_DELETED,
    "poll.word": _NOT_DELETED,
}
"""The states that each command starts from. From any other state it is refused as `wrong_state`."""

GRACE_S = 2  # added to a poll's time limit, for answers that are on their way


def ends_at(poll: Poll) -> datetime | None:
    """The time at which an open poll ends by itself, grace included; `None` if it has no time limit."""
    if poll.state != "open" or poll.closes_at is None:
        return None
    return poll.closes_at + timedelta(seconds=GRACE_S)


def is_over(poll: Poll, now: datetime) -> bool:
    at = ends_at(poll)
    return at is not None and now >= at


# ---- the deciders


def _create(
    state: State, person: Person, command: poll_commands.PollCreate, now: datetime, new_id: NewId
) -> Decision:
    _check_poll_limit(state)
    premoderated = state.talk.settings.premoderated
    definition = build_definition(command.type, command, None, premoderated=premoderated)
    validate(command.type, definition)
    poll_id = "p_" + new_id()
    return decided(poll_events.PollCreated(id=poll_id, type=command.type, **dict(definition)), id=poll_id)


def _copy(
    state: State, person: Person, command: poll_commands.PollCopy, now: datetime, new_id: NewId
) -> Decision:
    poll = _access(state, command)
    _check_poll_limit(state)
    poll_id = "p_" + new_id()
    return decided(poll_events.PollCreated(id=poll_id, type=poll.type, **definition_of(poll)), id=poll_id)


def _edit(
    state: State, person: Person, command: poll_commands.PollEdit, now: datetime, new_id: NewId
) -> Decision:
    poll = _access(state, command)
    definition = build_definition(poll.type, command, poll, premoderated=poll.moderated)
    if poll.state != "draft":
        check_edit(poll, definition, _answered_options(state, poll))
    validate(poll.type, definition)
    if dict(definition) == definition_of(poll):
        return decided()
    return decided(poll_events.PollEdited(id=poll.id, **dict(definition)))


def _open(
    state: State, person: Person, command: poll_commands.PollOpen, now: datetime, new_id: NewId
) -> Decision:
    poll = _access(state, command)
    again = command.again and poll.state == "closed"
    if poll.scored_round_id is not None and not again:
        raise Refused("wrong_state", "its right answer was shown: ask it again in a round without points")
    if again and len(poll.round_ids) >= state.limits.rounds:
        raise Refused("full", "the poll has had as many rounds as it can")
    closes_at = None if poll.limit_s is None else now + timedelta(seconds=poll.limit_s)
    round_id = poll.last_round_id + 1 if again else poll.round_id
    return decided(poll_events.PollOpened(id=poll.id, at=now, round_id=round_id, closes_at=closes_at))


def _close(
    state: State, person: Person, command: poll_commands.PollClose, now: datetime, new_id: NewId
) -> Decision:
    return decided(poll_events.PollClosed(id=_access(state, command).id, at=now))


def _extend(
    state: State, person: Person, command: poll_commands.PollExtend, now: datetime, new_id: NewId
) -> Decision:
    poll = _access(state, command)
    if poll.closes_at is None or is_over(poll, now):
        raise Refused("wrong_state", "the poll has no time that could be longer")
    closes_at = max(poll.closes_at, now) + timedelta(seconds=command.seconds)
    return decided(poll_events.PollExtended(id=poll.id, closes_at=closes_at))


def _strike(
    state: State, person: Person, command: poll_commands.PollStrike, now: datetime, new_id: NewId
) -> Decision:
    poll = _access(state, command)
    if poll.type != "quiz":
        raise Refused("invalid", "only quizzes count on a leaderboard", field="id")
    if poll.struck is command.on:
        return decided()
    return decided(poll_events.QuizStruck(id=poll.id, on=command.on))


def _hide_player(
    state: State, person: Person, command: poll_commands.HidePlayer, now: datetime, new_id: NewId
) -> Decision:
    named = [player for player, name in state.players.items() if name == command.name]
    changed = [player for player in named if (player in state.hidden_players) is not command.on]
    if not named:
        raise Refused("unknown", "nobody plays under that name", field="name")
    return decided(*(poll_events.PlayerHidden(player=player, on=command.on) for player in changed))


def _expire(
    state: State, person: Person, command: poll_commands.PollExpire, now: datetime, new_id: NewId
) -> Decision:
    """No event if somebody closed the poll first, on this process or another."""
    poll = state.poll(command.id)
    over = poll is not None and poll.state == "open" and is_over(poll, now)
    return decided(poll_events.PollClosed(id=command.id, at=now)) if over else decided()


def _reveal(
    state: State,
    person: Person,
    command: poll_commands.PollReveal | poll_commands.PollHide,
    now: datetime,
    new_id: NewId,
) -> Decision:
    poll, on = _access(state, command), isinstance(command, poll_commands.PollReveal)
    return decided(poll_events.PollRevealed(id=poll.id, on=on)) if poll.revealed is not on else decided()


def _reset(
    state: State, person: Person, command: poll_commands.PollReset, now: datetime, new_id: NewId
) -> Decision:
    """No event while the round has no ballots, so that the last reset can still be undone."""
    poll = _access(state, command)
    if not state.tally[poll.id]:
        return decided()
    return decided(poll_events.PollReset(id=poll.id, round_id=poll.last_round_id + 1))


def _unreset(
    state: State, person: Person, command: poll_commands.PollUnreset, now: datetime, new_id: NewId
) -> Decision:
    poll = _access(state, command)
    if poll.shelved_round_id is None:
        raise Refused("wrong_state", "no reset of this poll can be undone now")
    return decided(poll_events.PollUnreset(id=poll.id))


def _delete(
    state: State, person: Person, command: poll_commands.PollDelete, now: datetime, new_id: NewId
) -> Decision:
    return decided(poll_events.PollDeleted(id=_access(state, command).id, at=now))


def _restore(
    state: State, person: Person, command: poll_commands.PollRestore, now: datetime, new_id: NewId
) -> Decision:
    """A poll that was deleted while open comes back closed: nobody has watched it in the meantime."""
    poll = _access(state, command)
    _check_poll_limit(state)
    assert poll.previous_state is not None
    before = poll.previous_state
    return decided(poll_events.PollRestored(id=poll.id, state="closed" if before == "open" else before))


def _move(
    state: State, person: Person, command: poll_commands.PollMove, now: datetime, new_id: NewId
) -> Decision:
    poll = _access(state, command)
    order = sorted(state.polls(), key=lambda each: (each.state == "deleted", each.position))
    shown = [each.id for each in order if each.state != "deleted"]
    moved = [each for each in shown if each != poll.id]
    moved.insert(command.to, poll.id)
    if moved == shown:
        return decided()
    return decided(poll_events.PollMoved(ids=(*moved, *(each.id for each in order[len(shown) :]))))


def _word(
    state: State, person: Person, command: poll_commands.PollWord, now: datetime, new_id: NewId
) -> Decision:
    poll = _access(state, command)
    if poll.type != "words":
        raise Refused("invalid", "only polls for words have words", field="id")
    word, joined = word_key(command.word), dict(poll.joined_words)
    hidden = word in poll.hidden_words if command.hide is None else command.hide
    into = joined.get(word)
    if "into" in command.model_fields_set:
        into = None if command.into is None else word_key(command.into)
        into = joined.get(into, into) if into else None
    if into == word:
        raise Refused("invalid", "a word can't count as itself", field="into")
    if hidden == (word in poll.hidden_words) and into == joined.get(word):
        return decided()
    return decided(poll_events.WordCurated(id=poll.id, word=word, hidden=hidden, into=into))


# ---- what the deciders share


def _access(state: State, command: poll_commands.OnPoll | poll_commands.PollEdit) -> Poll:
    """The poll that the command names. Raises `Refused`.

    A deleted poll is `unknown` to every command but its restoring.
    """
    poll, starts = state.poll(command.id), FROM[command.do]
    if poll is None or (poll.state == "deleted" and "deleted" not in starts):
        raise Refused("unknown", "no such poll here", field="id")
    if poll.state not in starts:
        raise Refused("wrong_state", f"{command.do} is not for a poll that is {poll.state}")
    return poll


def _check_poll_limit(state: State) -> None:
    """Raises `Refused("full")` if the room can have no further poll."""
    if sum(poll.state != "deleted" for poll in state.polls()) >= state.limits.polls:
        raise Refused("full", "the room has as many polls as it can")


def _answered_options(state: State, poll: Poll) -> set[str]:
    """The ids of options that somebody chose in any round, also in one that a reset put aside."""
    chosen: set[str] = set()
    for ballot in state.ballots.values():
        if ballot.poll == poll.id and not isinstance(ballot.answer, int | float):
            chosen.update([ballot.answer] if isinstance(ballot.answer, str) else ballot.answer)
    return chosen


DECIDE: dict[type[Command], Callable[..., Decision]] = {
    poll_commands.PollCreate: _create,
    poll_commands.PollEdit: _edit,
    poll_commands.PollOpen: _open,
    poll_commands.PollClose: _close,
    poll_commands.PollExpire: _expire,
    poll_commands.PollSeal: decide_seal,
    poll_commands.PollExtend: _extend,
    poll_commands.PollStrike: _strike,
    poll_commands.HidePlayer: _hide_player,
    poll_commands.PollReveal: _reveal,
    poll_commands.PollHide: _reveal,
    poll_commands.PollReset: _reset,
    poll_commands.PollUnreset: _unreset,
    poll_commands.PollDelete: _delete,
    poll_commands.PollRestore: _restore,
    poll_commands.PollCopy: _copy,
    poll_commands.PollMove: _move,
    poll_commands.PollWord: _word,
}
