"""The life of a poll: what moderators may do with it, and when."""

from collections.abc import Callable
from datetime import datetime, timedelta

from server.domain.model import poll_commands as c
from server.domain.model import poll_events as e
from server.domain.model.command import Command
from server.domain.model.decision import EventsAndReply, NewId
from server.domain.model.items import Poll
from server.domain.model.people import Person
from server.domain.model.poll_events import PollState
from server.domain.model.refusal import Refused
from server.domain.model.state import State
from server.domain.model.text import folded
from server.domain.polls.definition import build_definition, check_edit, definition, validate

_THERE: frozenset[PollState] = frozenset({"draft", "open", "closed"})
_STARTED: frozenset[PollState] = frozenset({"open", "closed"})

FROM: dict[str, frozenset[PollState]] = {
    "poll.edit": _THERE,
    "poll.open": frozenset({"draft", "closed"}),
    "poll.close": frozenset({"open"}),
    "poll.reveal": _STARTED,
    "poll.hide": _STARTED,
    "poll.reset": _STARTED,
    "poll.unreset": _STARTED,
    "poll.delete": _THERE,
    "poll.restore": frozenset({"deleted"}),
    "poll.copy": _THERE,
    "poll.move": _THERE,
    "poll.word": _THERE,
}
"""From which state each command starts; anything else is `wrong_state`."""

GRACE_S = 2  # after its time: for answers that were on their way


def ends(poll: Poll) -> datetime | None:
    """When an open poll's time is up, grace included."""
    if poll.state != "open" or poll.closes_at is None:
        return None
    return poll.closes_at + timedelta(seconds=GRACE_S)


def is_over(poll: Poll, now: datetime) -> bool:
    at = ends(poll)
    return at is not None and now >= at


# ---- what comes of a command


def _create(
    state: State, person: Person, command: c.PollCreate, now: datetime, new_id: NewId
) -> EventsAndReply:
    _one_more(state)
    premoderated = state.talk.settings.premoderated
    asked = build_definition(command.type, command, None, premoderated=premoderated)
    validate(command.type, asked)
    poll_id = "p_" + new_id()
    return [e.PollCreated(id=poll_id, type=command.type, **dict(asked))], {"id": poll_id}


def _copy(state: State, person: Person, command: c.PollCopy, now: datetime, new_id: NewId) -> EventsAndReply:
    poll = _access(state, command)
    _one_more(state)
    poll_id = "p_" + new_id()
    return [e.PollCreated(id=poll_id, type=poll.type, **definition(poll))], {"id": poll_id}


def _edit(state: State, person: Person, command: c.PollEdit, now: datetime, new_id: NewId) -> EventsAndReply:
    poll = _access(state, command)
    asked = build_definition(poll.type, command, poll, premoderated=poll.moderated)
    if poll.state != "draft":
        check_edit(poll, asked, _answered_with(state, poll))
    validate(poll.type, asked)
    if dict(asked) == definition(poll):
        return [], {}
    return [e.PollEdited(id=poll.id, **dict(asked))], {}


def _open(state: State, person: Person, command: c.PollOpen, now: datetime, new_id: NewId) -> EventsAndReply:
    poll = _access(state, command)
    again = command.again and poll.state == "closed"
    if again and len(poll.round_ids) >= state.limits.rounds:
        raise Refused("full", "the poll has had as many rounds as it can")
    closes_at = None if poll.limit_s is None else now + timedelta(seconds=poll.limit_s)
    round_id = poll.last_round_id + 1 if again else poll.round_id
    return [e.PollOpened(id=poll.id, at=now, round_id=round_id, closes_at=closes_at)], {}


def _close(
    state: State, person: Person, command: c.PollClose, now: datetime, new_id: NewId
) -> EventsAndReply:
    return [e.PollClosed(id=_access(state, command).id, at=now)], {}


def _expire(
    state: State, person: Person, command: c.PollExpire, now: datetime, new_id: NewId
) -> EventsAndReply:
    """Nothing, if somebody was quicker, here or on another process."""
    poll = state.poll(command.id)
    over = poll is not None and poll.state == "open" and is_over(poll, now)
    return [e.PollClosed(id=command.id, at=now)] if over else [], {}


def _reveal(
    state: State, person: Person, command: c.PollReveal | c.PollHide, now: datetime, new_id: NewId
) -> EventsAndReply:
    poll, on = _access(state, command), isinstance(command, c.PollReveal)
    return [e.PollRevealed(id=poll.id, on=on)] if poll.revealed is not on else [], {}


def _reset(
    state: State, person: Person, command: c.PollReset, now: datetime, new_id: NewId
) -> EventsAndReply:
    """Without ballots nothing is put aside, and what was put aside before can still be had back."""
    poll = _access(state, command)
    return [e.PollReset(id=poll.id, round_id=poll.last_round_id + 1)] if state.tally[poll.id] else [], {}


def _unreset(
    state: State, person: Person, command: c.PollUnreset, now: datetime, new_id: NewId
) -> EventsAndReply:
    poll = _access(state, command)
    if poll.shelved_round_id is None:
        raise Refused("wrong_state", "no reset of this poll can be undone now")
    return [e.PollUnreset(id=poll.id)], {}


def _delete(
    state: State, person: Person, command: c.PollDelete, now: datetime, new_id: NewId
) -> EventsAndReply:
    return [e.PollDeleted(id=_access(state, command).id, at=now)], {}


def _restore(
    state: State, person: Person, command: c.PollRestore, now: datetime, new_id: NewId
) -> EventsAndReply:
    """An open one comes back closed: nobody has been watching it."""
    poll = _access(state, command)
    _one_more(state)
    assert poll.before is not None
    return [e.PollRestored(id=poll.id, state="closed" if poll.before == "open" else poll.before)], {}


def _move(state: State, person: Person, command: c.PollMove, now: datetime, new_id: NewId) -> EventsAndReply:
    poll = _access(state, command)
    order = sorted(state.polls(), key=lambda each: (each.state == "deleted", each.position))
    shown = [each.id for each in order if each.state != "deleted"]
    moved = [each for each in shown if each != poll.id]
    moved.insert(command.to, poll.id)
    if moved == shown:
        return [], {}
    return [e.PollMoved(ids=(*moved, *(each.id for each in order[len(shown) :])))], {}


def _word(state: State, person: Person, command: c.PollWord, now: datetime, new_id: NewId) -> EventsAndReply:
    poll = _access(state, command)
    if poll.type != "words":
        raise Refused("invalid", "only polls for words have words", field="id")
    word, joined = folded(command.word), dict(poll.joined)
    hidden = word in poll.hidden if command.hide is None else command.hide
    into = joined.get(word)
    if "into" in command.model_fields_set:
        into = None if command.into is None else folded(command.into)
        into = joined.get(into, into) if into else None
    if into == word:
        raise Refused("invalid", "a word can't count as itself", field="into")
    if hidden == (word in poll.hidden) and into == joined.get(word):
        return [], {}
    return [e.WordCurated(id=poll.id, word=word, hidden=hidden, into=into)], {}


# ---- what commands share


def _access(state: State, command: c.OnPoll | c.PollEdit) -> Poll:
    """The poll; one that is deleted is known to nobody but for being restored."""
    poll, starts = state.poll(command.id), FROM[command.do]
    if poll is None or (poll.state == "deleted" and "deleted" not in starts):
        raise Refused("unknown", "no such poll here", field="id")
    if poll.state not in starts:
        raise Refused("wrong_state", f"{command.do} is not for a poll that is {poll.state}")
    return poll


def _one_more(state: State) -> None:
    if sum(poll.state != "deleted" for poll in state.polls()) >= state.limits.polls:
        raise Refused("full", "the room has as many polls as it can")


def _answered_with(state: State, poll: Poll) -> set[str]:
    """The options that stand in a ballot of any round, also of one that was put aside."""
    found: set[str] = set()
    for ballot in state.ballots.values():
        if ballot.poll == poll.id and not isinstance(ballot.answer, int | float):
            found.update([ballot.answer] if isinstance(ballot.answer, str) else ballot.answer)
    return found


DECIDE: dict[type[Command], Callable[..., EventsAndReply]] = {
    c.PollCreate: _create,
    c.PollEdit: _edit,
    c.PollOpen: _open,
    c.PollClose: _close,
    c.PollExpire: _expire,
    c.PollReveal: _reveal,
    c.PollHide: _reveal,
    c.PollReset: _reset,
    c.PollUnreset: _unreset,
    c.PollDelete: _delete,
    c.PollRestore: _restore,
    c.PollCopy: _copy,
    c.PollMove: _move,
    c.PollWord: _word,
}
