"""The effect of each event about the room itself. Nothing is checked here: the event has happened."""

from collections.abc import Callable
from dataclasses import replace

from server.domain.model import events as e
from server.domain.model.items import TALK, Talk
from server.domain.model.state import State


def _described(state: State, event: e.RoomDescribed) -> None:
    facts = dict(event)
    state.put(replace(state.talk, **facts) if TALK in state.items else Talk(**facts))


def _settings_changed(state: State, event: e.SettingsChanged) -> None:
    changed = event.model_dump(exclude_none=True)
    state.put(replace(state.talk, settings=replace(state.talk.settings, **changed)))


def _muted(state: State, event: e.PersonMuted) -> None:
    others = tuple(person for person in state.talk.muted if person != event.person)
    state.put(replace(state.talk, muted=(*others, event.person) if event.on else others))


def _reactions_chosen(state: State, event: e.ReactionsChosen) -> None:
    settings = replace(state.talk.settings, reactions=event.emoji)
    state.put(replace(state.talk, settings=settings))


APPLY: dict[type[e.Event], Callable[..., None]] = {
    e.RoomDescribed: _described,
    e.RoomStateChanged: lambda state, event: state.put(replace(state.talk, state=event.state)),
    e.SettingsChanged: _settings_changed,
    e.PersonMuted: _muted,
    e.Announced: lambda state, event: state.put(replace(state.talk, announcement=event.text)),
    e.NoteWritten: lambda state, event: state.put(replace(state.talk, note=event.text, note_read=False)),
    e.NoteRead: lambda state, event: state.put(replace(state.talk, note_read=True)),
    e.StageBlanked: lambda state, event: state.put(replace(state.talk, blank=event.on)),
    e.ReactionsChosen: _reactions_chosen,
}
