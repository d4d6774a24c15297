"""The effect of each event about the room itself. Nothing is checked here: the event has happened."""

from collections.abc import Callable
from dataclasses import replace

from server.domain.model import events
from server.domain.model.items import TALK, Talk
from server.domain.model.state import State


def _described(state: State, event: events.RoomDescribed) -> None:
    description = dict(event)
    state.put(replace(state.talk, **description) if TALK in state.items else Talk(**description))


def _settings_changed(state: State, event: events.SettingsChanged) -> None:
    changed = event.model_dump(exclude_none=True)
    state.put(replace(state.talk, settings=replace(state.talk.settings, **changed)))


def _muted(state: State, event: events.PersonMuted) -> None:
    others = tuple(person for person in state.talk.muted if person != event.person)
    state.put(replace(state.talk, muted=(*others, event.person) if event.on else others))


def _reactions_chosen(state: State, event: events.ReactionsChosen) -> None:
    settings = replace(state.talk.settings, reactions=event.emoji)
    state.put(replace(state.talk, settings=settings))


APPLY: dict[type[events.Event], Callable[..., None]] = {
    events.RoomDescribed: _described,
    events.RoomStateChanged: lambda state, event: state.put(replace(state.talk, state=event.state)),
    events.SettingsChanged: _settings_changed,
    events.PersonMuted: _muted,
    events.Announced: lambda state, event: state.put(replace(state.talk, announcement=event.text)),
    events.NoteWritten: lambda state, event: state.put(replace(state.talk, note=event.text, note_read=False)),
    events.NoteRead: lambda state, event: state.put(replace(state.talk, note_read=True)),
    events.StageBlanked: lambda state, event: state.put(replace(state.talk, blank=event.on)),
    events.ReactionsChosen: _reactions_chosen,
}
