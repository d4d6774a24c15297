"""The effect of each event about questions. Nothing is checked here: the event has happened."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from server.domain.model import events
from server.domain.model.events import Translation
from server.domain.model.items import Question
from server.domain.model.people import pseudonym
from server.domain.model.state import State
from server.domain.questions.merging import merge, unmerge
from server.domain.questions.voting import cast


def _asked(state: State, event: events.QuestionAsked) -> None:
    state.put(
        Question(
            id=event.id,
            asker=event.person,
            pseudonym=pseudonym(state.id, event.person),
            text=event.text,
            status=event.status,
            lang=event.lang,
            name=event.name,
            sector=event.sector,
            city=event.city,
            asked_at=event.at,
            published_at=event.at if event.status == "published" else None,
        )
    )
    state.set_tally(event.id, 0)
    asker = state.participation(event.person)
    state.put_participation(event.person, replace(asker, asked=(*asker.asked, event.id)), "asked")


def _edited(state: State, event: events.QuestionEdited) -> None:
    question = state.require_question(event.id)
    original = question.original if event.by_asker else question.original or question.text
    state.put(replace(question, text=event.text, original=original))


def _published(state: State, event: events.QuestionsPublished) -> None:
    for question in map(state.require_question, event.ids):
        state.put(replace(question, status="published", published_at=question.published_at or event.at))


def _declined(state: State, event: events.QuestionsDeclined) -> None:
    for question in map(state.require_question, event.ids):
        _clear_stage(state, question)
        state.put(
            replace(
                question,
                status="declined",
                previous_status=question.status,
                reason=event.reason,
                settled_at=event.at,
            )
        )


def _restored(state: State, event: events.QuestionRestored | events.QuestionUnmerged) -> None:
    question = state.require_question(event.id)
    if isinstance(event, events.QuestionUnmerged):
        unmerge(state, question)
        question = state.require_question(event.id)
    restored = replace(
        question, status=event.status, previous_status=None, reason=None, answer=None, settled_at=None
    )
    state.put(restored)
    if event.status == "answering":
        state.put(replace(state.talk, answering=question.id))


def _taken(state: State, event: events.QuestionTaken) -> None:
    if event.back is not None:
        state.put(replace(state.require_question(event.back), status="published"))
    state.put(replace(state.require_question(event.id), status="answering", skipped=False))
    state.put(replace(state.talk, answering=event.id))


def _was_answered(state: State, event: events.QuestionAnswered) -> None:
    question = state.require_question(event.id)
    _clear_stage(state, question)
    state.put(
        replace(
            question,
            status="answered",
            previous_status=question.status,
            answer=event.text,
            settled_at=event.at,
            skipped=False,
        )
    )


def _skipped(state: State, event: events.QuestionSkipped) -> None:
    question = state.require_question(event.id)
    _clear_stage(state, question)
    state.put(replace(question, status="published", skipped=True))


def _merged(state: State, event: events.QuestionMerged) -> None:
    merge(state, state.require_question(event.id), state.require_question(event.into))


def _translated(state: State, event: events.QuestionTranslated) -> None:
    question = state.require_question(event.id)
    others = (each for each in question.translations if each.lang != event.lang)
    translations = tuple(sorted((*others, Translation(event.lang, event.text))))
    state.put(replace(question, translations=translations))


def _archived(state: State, event: events.QuestionsArchived) -> None:
    for question in map(state.require_question, event.ids):
        state.put(replace(question, archived=True))


def _clear_stage(state: State, question: Question) -> None:
    if state.talk.answering == question.id:
        state.put(replace(state.talk, answering=None))


def _set_fields(**fields: Callable[[Any], object]) -> Callable[[State, Any], None]:
    """The effect of an event about one question that sets these fields, each computed from the event."""

    def apply(state: State, event: Any) -> None:
        changes: dict[str, Any] = {name: value(event) for name, value in fields.items()}
        state.put(replace(state.require_question(event.id), **changes))

    return apply


APPLY: dict[type[events.Event], Callable[..., None]] = {
    events.VotesCast: lambda state, event: cast(state, event.votes),
    events.QuestionAsked: _asked,
    events.QuestionEdited: _edited,
    events.QuestionWithdrawn: _set_fields(status=lambda event: "withdrawn"),
    events.QuestionsPublished: _published,
    events.QuestionUnpublished: _set_fields(status=lambda event: "pending"),
    events.QuestionsDeclined: _declined,
    events.QuestionRestored: _restored,
    events.QuestionPinned: _set_fields(pinned=lambda event: event.on),
    events.QuestionTaken: _taken,
    events.QuestionSkipped: _skipped,
    events.QuestionAnswered: _was_answered,
    events.QuestionLabelled: _set_fields(labels=lambda event: event.labels),
    events.QuestionAssigned: _set_fields(assigned_to=lambda event: event.to),
    events.QuestionMerged: _merged,
    events.QuestionUnmerged: _restored,
    events.QuestionTranslated: _translated,
    events.QuestionsArchived: _archived,
}
