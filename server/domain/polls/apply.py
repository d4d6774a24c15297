"""The effect of each event about polls. Nothing is checked here: the event has happened, whatever the rules
are now."""

from collections.abc import Callable
from dataclasses import replace

from server.domain.model import poll_events
from server.domain.model.events import Event
from server.domain.model.folding import word_key
from server.domain.model.items import Option, Poll
from server.domain.model.state import State
from server.domain.polls.ballots import apply_ballots_cast, recount
from server.domain.polls.leaderboard import update_leaders
from server.domain.polls.sealing import apply_sealed


def _created(state: State, event: poll_events.PollCreated) -> None:
    position = max((poll.position for poll in state.polls()), default=-1) + 1
    poll = Poll(id=event.id, type=event.type, prompt="", options=(), position=position)
    state.put(_with_definition(poll, event))
    state.set_tally(event.id, 0)


def _edited(state: State, event: poll_events.PollEdited) -> None:
    before = state.require_poll(event.id)
    poll = _with_definition(before, event)
    if before.scored_round_id is not None and set(poll.right) != set(before.right):
        poll = replace(poll, corrected=True)
    state.put(poll)
    if poll.corrected:
        _update_leaders(state, poll)


def _with_definition(poll: Poll, event: poll_events.PollDefinition) -> Poll:
    fields = {
        name: getattr(event, name) for name in poll_events.PollDefinition.model_fields if name != "options"
    }
    options = tuple(Option(*option) for option in event.options)
    numbers = (int(each.id[1:]) for each in options if each.id[1:].isdigit())
    return replace(poll, **fields, options=options, last_option=max((poll.last_option, *numbers)))


def _opened(state: State, event: poll_events.PollOpened) -> None:
    poll = state.require_poll(event.id)
    is_new_round = event.round_id not in poll.round_ids
    opened = replace(
        poll,
        state="open",
        round_ids=(*poll.round_ids, event.round_id) if is_new_round else poll.round_ids,
        last_round_id=max(poll.last_round_id, event.round_id),
        shelved_round_id=None,
        revealed=None,
        opened_at=event.at,
        closes_at=event.closes_at,
        closed_at=None,
    )
    state.put(opened)
    if is_new_round:
        recount(state, opened)
    _update_leaders(state, poll)


def _closed(state: State, event: poll_events.PollClosed) -> None:
    poll = state.require_poll(event.id)
    state.put(_with_answer_shown(replace(poll, state="closed", closes_at=None, closed_at=event.at)))
    _update_leaders(state, poll)


def _with_answer_shown(poll: Poll) -> Poll:
    """A closed quiz shows its right answer: no later round gives points."""
    if poll.type != "quiz" or poll.scored_round_id is not None:
        return poll
    return replace(poll, scored_round_id=poll.round_id)


def _revealed(state: State, event: poll_events.PollRevealed) -> None:
    state.put(replace(state.require_poll(event.id), revealed=event.on))


def _reset(state: State, event: poll_events.PollReset) -> None:
    poll = state.require_poll(event.id)
    round_ids = (*poll.round_ids[:-1], event.round_id)
    _change_round(
        state,
        replace(poll, round_ids=round_ids, last_round_id=event.round_id, shelved_round_id=poll.round_id),
    )


def _unreset(state: State, event: poll_events.PollUnreset) -> None:
    poll = state.require_poll(event.id)
    assert poll.shelved_round_id is not None
    _change_round(
        state, replace(poll, round_ids=(*poll.round_ids[:-1], poll.shelved_round_id), shelved_round_id=None)
    )


def _change_round(state: State, poll: Poll) -> None:
    """Puts the poll with another current round than before, and counts that round's ballots."""
    state.put(poll)
    recount(state, poll)
    _update_leaders(state, poll)


def _deleted(state: State, event: poll_events.PollDeleted) -> None:
    poll = state.require_poll(event.id)
    closed_at = event.at if poll.state == "open" else poll.closed_at
    state.put(replace(poll, state="deleted", previous_state=poll.state, closes_at=None, closed_at=closed_at))
    _update_leaders(state, poll)


def _restored(state: State, event: poll_events.PollRestored) -> None:
    poll = state.require_poll(event.id)
    restored = replace(poll, state=event.state, previous_state=None)
    state.put(_with_answer_shown(restored) if event.state == "closed" else restored)
    _update_leaders(state, poll)


def _moved(state: State, event: poll_events.PollMoved) -> None:
    for position, poll in enumerate(map(state.require_poll, event.ids)):
        if poll.position != position:
            state.put(replace(poll, position=position))


def _curated(state: State, event: poll_events.WordCurated) -> None:
    poll = state.require_poll(event.id)
    # Earlier releases recorded keys that told apart what `word_key` takes for the same.
    key, into_key = word_key(event.word), None if event.into is None else word_key(event.into)
    hidden = tuple(sorted({*poll.hidden_words, key} if event.hidden else {*poll.hidden_words} - {key}))
    joined = {word: into for word, into in poll.joined_words if word != key}
    if into_key not in (None, key):
        joined = {word: into_key if into == key else into for word, into in joined.items()}
        joined[key] = into_key
    curated = replace(poll, hidden_words=hidden, joined_words=tuple(sorted(joined.items())))
    state.put(curated)
    if curated.joined_words != poll.joined_words:
        state.recount_words(curated)


def _extended(state: State, event: poll_events.PollExtended) -> None:
    state.put(replace(state.require_poll(event.id), closes_at=event.closes_at))


def _struck(state: State, event: poll_events.QuizStruck) -> None:
    poll = replace(state.require_poll(event.id), struck=event.on)
    state.put(poll)
    _update_leaders(state, poll)


def _hidden(state: State, event: poll_events.PlayerHidden) -> None:
    state.hide_player(event.player, on=event.on)
    update_leaders(state)


def _named(state: State, event: poll_events.PlayerNamed) -> None:
    state.name_player(event.player, event.name)


def _update_leaders(state: State, poll: Poll) -> None:
    if poll.type == "quiz":
        update_leaders(state)


APPLY: dict[type[Event], Callable[..., None]] = {
    poll_events.PollCreated: _created,
    poll_events.PollEdited: _edited,
    poll_events.PollOpened: _opened,
    poll_events.PollClosed: _closed,
    poll_events.PollRevealed: _revealed,
    poll_events.PollExtended: _extended,
    poll_events.QuizStruck: _struck,
    poll_events.PlayerHidden: _hidden,
    poll_events.PollReset: _reset,
    poll_events.PollUnreset: _unreset,
    poll_events.PollDeleted: _deleted,
    poll_events.PollRestored: _restored,
    poll_events.PollMoved: _moved,
    poll_events.WordCurated: _curated,
    poll_events.BallotsCast: apply_ballots_cast,
    poll_events.PlayerNamed: _named,
    poll_events.RoundSealed: apply_sealed,
}
