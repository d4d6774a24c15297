"""Deciders of the commands about the room itself."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

from server.domain.model import commands, events
from server.domain.model.decision import Decision, NewId, decided
from server.domain.model.events import TalkState
from server.domain.model.people import Person, pseudonym
from server.domain.model.refusal import Refused
from server.domain.model.state import State
from server.domain.room.access import check_may_take_part
from server.domain.room.describe import describe


def _change_state(to: TalkState) -> Callable[..., Decision]:
    """Every state can be left for every other, unless the talk is cancelled. Repeats do nothing."""

    def decide(
        state: State, person: Person, command: commands.Command, now: datetime, new_id: NewId
    ) -> Decision:
        if state.talk.cancelled and to != "closed":
            raise Refused("wrong_state", "the talk is cancelled")
        return decided() if state.talk.state == to else decided(events.RoomStateChanged(state=to))

    return decide


def _update(
    state: State, person: Person, command: commands.UpdateRoom, now: datetime, new_id: NewId
) -> Decision:
    current = asdict(state.talk.settings)
    requested = command.settings.model_dump(exclude_none=True)
    changed = {name: value for name, value in requested.items() if current[name] != value}
    reactions = changed.pop("reactions", None)
    changes: list[events.Event] = [events.SettingsChanged(**changed)] if changed else []
    if reactions is not None:
        changes.append(events.ReactionsChosen(emoji=reactions))
    return decided(*changes)


def _mute(
    state: State, person: Person, command: commands.Mute | commands.Unmute, now: datetime, new_id: NewId
) -> Decision:
    on = isinstance(command, commands.Mute)
    person_id = next((each for each in state.people if pseudonym(state.id, each) == command.person), None)
    if person_id is None:
        raise Refused("unknown", "nobody by that pseudonym has taken part here", field="person")
    muted = person_id in state.talk.muted
    return decided(events.PersonMuted(person=person_id, on=on)) if muted != on else decided()


def _announce(
    state: State, person: Person, command: commands.Announce, now: datetime, new_id: NewId
) -> Decision:
    same = command.text == state.talk.announcement
    return decided() if same else decided(events.Announced(text=command.text))


def _note(state: State, person: Person, command: commands.Note, now: datetime, new_id: NewId) -> Decision:
    """Writing the same note again asks the speaker to read it again."""
    stays_empty = not command.text and not state.talk.note
    return decided() if stays_empty else decided(events.NoteWritten(text=command.text))


def _read(
    state: State, person: Person, command: commands.SpeakerRead, now: datetime, new_id: NewId
) -> Decision:
    unread = state.talk.note and not state.talk.note_read
    return decided(events.NoteRead()) if unread else decided()


def _blank(state: State, person: Person, command: commands.Blank, now: datetime, new_id: NewId) -> Decision:
    return decided(events.StageBlanked(on=command.on)) if state.talk.blank != command.on else decided()


def _react(state: State, person: Person, command: commands.React, now: datetime, new_id: NewId) -> Decision:
    """No event: reactions are counted by the process that the command came to, and are never stored."""
    check_may_take_part(state, person, command.do)
    if command.emoji not in state.talk.settings.reactions:
        raise Refused("invalid", "the room does not offer that", field="emoji")
    return decided()


DECIDE: dict[type[commands.Command], Callable[..., Decision]] = {
    commands.OpenRoom: _change_state("open"),
    commands.PauseRoom: _change_state("paused"),
    commands.CloseRoom: _change_state("closed"),
    commands.UpdateRoom: _update,
    commands.Describe: describe,
    commands.Mute: _mute,
    commands.Unmute: _mute,
    commands.Announce: _announce,
    commands.Note: _note,
    commands.SpeakerRead: _read,
    commands.Blank: _blank,
    commands.React: _react,
}
