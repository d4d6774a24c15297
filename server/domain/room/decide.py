"""What moderators and the speaker do to the room itself."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

from server.domain.model import commands as c
from server.domain.model import events as e
from server.domain.model.decision import EventsAndReply, NewId
from server.domain.model.events import TalkState
from server.domain.model.people import Person, pseudonym
from server.domain.model.refusal import Refused
from server.domain.model.state import State
from server.domain.room.access import check_may_take_part
from server.domain.room.describe import describe


def _turn(to: TalkState) -> Callable[..., EventsAndReply]:
    """Every state can be left for every other, unless the talk is cancelled. Repeats do nothing."""

    def decide(
        state: State, person: Person, command: c.Command, now: datetime, new_id: NewId
    ) -> EventsAndReply:
        if state.talk.cancelled and to != "closed":
            raise Refused("wrong_state", "the talk is cancelled")
        return [] if state.talk.state == to else [e.RoomStateChanged(state=to)], {}

    return decide


def _update(
    state: State, person: Person, command: c.UpdateRoom, now: datetime, new_id: NewId
) -> EventsAndReply:
    current = asdict(state.talk.settings)
    wanted = command.settings.model_dump(exclude_none=True)
    changed = {name: value for name, value in wanted.items() if current[name] != value}
    reactions = changed.pop("reactions", None)
    events: list[e.Event] = [e.SettingsChanged(**changed)] if changed else []
    return events if reactions is None else [*events, e.ReactionsChosen(emoji=reactions)], {}


def _mute(
    state: State, person: Person, command: c.Mute | c.Unmute, now: datetime, new_id: NewId
) -> EventsAndReply:
    on = isinstance(command, c.Mute)
    named = [each for each in state.people if pseudonym(state.id, each) == command.person]
    if not named:
        raise Refused("unknown", "nobody by that pseudonym has taken part here", field="person")
    muted = named[0] in state.talk.muted
    return [e.PersonMuted(person=named[0], on=on)] if muted != on else [], {}


def _announce(
    state: State, person: Person, command: c.Announce, now: datetime, new_id: NewId
) -> EventsAndReply:
    same = command.text == state.talk.announcement
    return [] if same else [e.Announced(text=command.text)], {}


def _note(state: State, person: Person, command: c.Note, now: datetime, new_id: NewId) -> EventsAndReply:
    """Writing the same note again asks for it to be read again."""
    nothing = not command.text and not state.talk.note
    return [] if nothing else [e.NoteWritten(text=command.text)], {}


def _read(
    state: State, person: Person, command: c.SpeakerRead, now: datetime, new_id: NewId
) -> EventsAndReply:
    unread = state.talk.note and not state.talk.note_read
    return [e.NoteRead()] if unread else [], {}


def _blank(state: State, person: Person, command: c.Blank, now: datetime, new_id: NewId) -> EventsAndReply:
    return [e.StageBlanked(on=command.on)] if state.talk.blank != command.on else [], {}


def _react(state: State, person: Person, command: c.React, now: datetime, new_id: NewId) -> EventsAndReply:
    """Leaves nothing behind: whoever counts reactions does so where the command came in."""
    check_may_take_part(state, person)
    if command.emoji not in state.talk.settings.reactions:
        raise Refused("invalid", "the room does not offer that", field="emoji")
    return [], {}


DECIDE: dict[type[c.Command], Callable[..., EventsAndReply]] = {
    c.OpenRoom: _turn("open"),
    c.PauseRoom: _turn("paused"),
    c.CloseRoom: _turn("closed"),
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
