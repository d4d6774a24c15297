"""Deciders of the commands about the room itself."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

from server.domain.model import commands as c
from server.domain.model import events as e
from server.domain.model.decision import Decision, NewId, decided
from server.domain.model.events import TalkState
from server.domain.model.people import Person, pseudonym
from server.domain.model.refusal import Refused
from server.domain.model.state import State
from server.domain.room.access import check_may_take_part
from server.domain.room.describe import describe


def _change_state(to: TalkState) -> Callable[..., Decision]:
    """Every state can be left for every other, unless the talk is cancelled. Repeats do nothing."""

    def decide(state: State, person: Person, command: c.Command, now: datetime, new_id: NewId) -> Decision:
        if state.talk.cancelled and to != "closed":
            raise Refused("wrong_state", "the talk is cancelled")
        return decided() if state.talk.state == to else decided(e.RoomStateChanged(state=to))

    return decide


def _update(state: State, person: Person, command: c.UpdateRoom, now: datetime, new_id: NewId) -> Decision:
    current = asdict(state.talk.settings)
    wanted = command.settings.model_dump(exclude_none=True)
    changed = {name: value for name, value in wanted.items() if current[name] != value}
    reactions = changed.pop("reactions", None)
    events: list[e.Event] = [e.SettingsChanged(**changed)] if changed else []
    if reactions is not None:
        events.append(e.ReactionsChosen(emoji=reactions))
    return decided(*events)


def _mute(state: State, person: Person, command: c.Mute | c.Unmute, now: datetime, new_id: NewId) -> Decision:
    on = isinstance(command, c.Mute)
    found = next((each for each in state.people if pseudonym(state.id, each) == command.person), None)
    if found is None:
        raise Refused("unknown", "nobody by that pseudonym has taken part here", field="person")
    muted = found in state.talk.muted
    return decided(e.PersonMuted(person=found, on=on)) if muted != on else decided()


def _announce(state: State, person: Person, command: c.Announce, now: datetime, new_id: NewId) -> Decision:
    same = command.text == state.talk.announcement
    return decided() if same else decided(e.Announced(text=command.text))


def _note(state: State, person: Person, command: c.Note, now: datetime, new_id: NewId) -> Decision:
    """Writing the same note again asks the speaker to read it again."""
    stays_empty = not command.text and not state.talk.note
    return decided() if stays_empty else decided(e.NoteWritten(text=command.text))


def _read(state: State, person: Person, command: c.SpeakerRead, now: datetime, new_id: NewId) -> Decision:
    unread = state.talk.note and not state.talk.note_read
    return decided(e.NoteRead()) if unread else decided()


def _blank(state: State, person: Person, command: c.Blank, now: datetime, new_id: NewId) -> Decision:
    return decided(e.StageBlanked(on=command.on)) if state.talk.blank != command.on else decided()


def _react(state: State, person: Person, command: c.React, now: datetime, new_id: NewId) -> Decision:
    """No event: reactions are counted by the process that the command came to, and are never stored."""
    check_may_take_part(state, person)
    if command.emoji not in state.talk.settings.reactions:
        raise Refused("invalid", "the room does not offer that", field="emoji")
    return decided()


DECIDE: dict[type[c.Command], Callable[..., Decision]] = {
    c.OpenRoom: _change_state("open"),
    c.PauseRoom: _change_state("paused"),
    c.CloseRoom: _change_state("closed"),
    c.UpdateRoom: _update,
    c.Describe: describe,
    c.Mute: _mute,
    c.Unmute: _mute,
    c.Announce: _announce,
    c.Note: _note,
    c.SpeakerRead: _read,
    c.Blank: _blank,
    c.React: _react,
}
