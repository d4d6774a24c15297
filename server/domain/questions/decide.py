"""Deciders of the commands about questions."""

from collections.abc import Callable
from datetime import datetime

from server.domain.model import commands, events
from server.domain.model.decision import Decision, NewId, decided
from server.domain.model.people import Person, moderates
from server.domain.model.refusal import Refused
from server.domain.model.state import State
from server.domain.questions.access import (
    access,
    archive_overflow,
    check_capacity,
    check_own_and_pending,
    check_queue,
    check_transition,
    chosen_questions,
    pending_count,
    require_visible,
    status_before,
)
from server.domain.questions.merging import merge_target
from server.domain.questions.voting import Toggle, backs, toggles
from server.domain.room.access import FROM as FROM_ROOM
from server.domain.room.access import check_not_muted
from server.domain.visibility import may_see


def _ask(state: State, person: Person, command: commands.Ask, now: datetime, new_id: NewId) -> Decision:
    talk = state.talk
    moderating = moderates(person)
    if not moderating:
        check_not_muted(talk, person)
        if talk.state not in FROM_ROOM[command.do] or not talk.settings.asking:
            raise Refused("closed", "the room takes no questions now")
    if command.name is None and not talk.settings.anonymous and not moderating:
        raise Refused("invalid", "a name is needed here", field="name")
    status = "pending" if talk.settings.premoderated and not moderating else "published"
    if status == "published":
        check_capacity(state, None)
    elif pending_count(state, person.id) >= state.limits.waiting:
        raise Refused("quota", "too many of your questions are waiting already")
    else:
        check_queue(state)
    question_id = "q_" + new_id()
    asked = events.QuestionAsked(
        id=question_id,
        person=person.id,
        at=now,
        status=status,
        text=command.text,
        name=command.name,
        lang=command.lang,
        sector=command.sector,
        city=command.city,
    )
    return decided(asked, id=question_id, status=status)


def _edit(state: State, person: Person, command: commands.Edit, now: datetime, new_id: NewId) -> Decision:
    question = access(state, person, command.id)
    by_asker = not moderates(person)
    if by_asker:
        check_not_muted(state.talk, person)
        check_own_and_pending(question, person)
    else:
        check_transition(question, command.do)
    if question.text == command.text:
        return decided()
    return decided(events.QuestionEdited(id=question.id, text=command.text, by_asker=by_asker))


def _withdraw(
    state: State, person: Person, command: commands.Withdraw, now: datetime, new_id: NewId
) -> Decision:
    question = access(state, person, command.id)
    check_own_and_pending(question, person)
    return decided(events.QuestionWithdrawn(id=question.id))


def _vote(state: State, person: Person, command: commands.Vote, now: datetime, new_id: NewId) -> Decision:
    """Decides a single vote. `Batch` calls `vote` itself, to make one event of many."""
    toggled, votes = vote(state, person, command)
    return decided(events.VotesCast(votes=tuple(toggled)), votes=votes) if toggled else decided(votes=votes)


def vote(state: State, person: Person, command: commands.Vote) -> tuple[list[Toggle], int]:
    """The votes that the command changes, and the question's number of votes after it. Raises `Refused`.

    It is `Refused("merged", into=…)` for a question that was merged, if the person may know of both.
    """
    question = state.question(command.id)
    if question is not None and question.status == "merged":
        target = merge_target(state, question)
        was_visible = question.published_at is not None or may_see(state, question, person)
        if was_visible and may_see(state, target, person):
            raise Refused("merged", "votes for this question go to another now", into=target.id)
    question = require_visible(state, question, person)
    talk = state.talk
    if not moderates(person):
        check_not_muted(talk, person)
        if talk.state not in FROM_ROOM[command.do] or not talk.settings.voting:
            raise Refused("closed", "the room takes no votes now")
    if not question.is_public:
        raise Refused("wrong_state", f"a question that is {question.status} takes no votes")
    toggled = toggles(state, person.id, question, command.on)
    backed = backs(state.participation(person.id).votes, question)
    return toggled, state.tally[question.id] + command.on - backed


def _publish(
    state: State, person: Person, command: commands.Publish, now: datetime, new_id: NewId
) -> Decision:
    chosen = chosen_questions(state, person, command, done={"published", "answering"})
    check_capacity(state, *(question.poll for question in chosen))
    ids = tuple(question.id for question in chosen)
    return decided(events.QuestionsPublished(ids=ids, at=now), ids=list(ids)) if ids else decided(ids=[])


def _decline(
    state: State, person: Person, command: commands.Decline, now: datetime, new_id: NewId
) -> Decision:
    chosen = chosen_questions(state, person, command, done={"declined"})
    ids = tuple(question.id for question in chosen)
    if not ids:
        return decided(ids=[])
    declined = events.QuestionsDeclined(ids=ids, reason=command.reason, at=now)
    return decided(declined, *archive_overflow(state, "declined", len(ids)), ids=list(ids))


def _restore(
    state: State, person: Person, command: commands.Restore, now: datetime, new_id: NewId
) -> Decision:
    question = access(state, person, command.id)
    check_transition(question, command.do)
    return decided(events.QuestionRestored(id=question.id, status=status_before(state, question)))


def _take(state: State, person: Person, command: commands.Take, now: datetime, new_id: NewId) -> Decision:
    question = access(state, person, command.id)
    check_transition(question, command.do)
    return decided(events.QuestionTaken(id=question.id, back=state.talk.answering))


def _answered(
    state: State, person: Person, command: commands.Answer, now: datetime, new_id: NewId
) -> Decision:
    question = access(state, person, command.id)
    check_transition(question, command.do)
    answered = events.QuestionAnswered(id=question.id, text=command.text, at=now)
    return decided(answered, *archive_overflow(state, "answered", 1))


def _merge(state: State, person: Person, command: commands.Merge, now: datetime, new_id: NewId) -> Decision:
    question = access(state, person, command.id)
    check_transition(question, command.do)
    target = access(state, person, command.into, field="into")
    if target.id == question.id:
        raise Refused("invalid", "a question can't be merged into itself", field="into")
    if not target.is_public or target.poll is not None:
        raise Refused("wrong_state", "only a public question can stand for others", field="into")
    return decided(events.QuestionMerged(id=question.id, into=target.id))


def _unmerge(
    state: State, person: Person, command: commands.Unmerge, now: datetime, new_id: NewId
) -> Decision:
    question = access(state, person, command.id)
    check_transition(question, command.do)
    return decided(events.QuestionUnmerged(id=question.id, status=status_before(state, question)))


def _pin(
    state: State, person: Person, command: commands.Pin | commands.Unpin, now: datetime, new_id: NewId
) -> Decision:
    question = access(state, person, command.id)
    check_transition(question, command.do)
    on = isinstance(command, commands.Pin)
    return decided(events.QuestionPinned(id=question.id, on=on)) if question.pinned != on else decided()


def _label(state: State, person: Person, command: commands.Label, now: datetime, new_id: NewId) -> Decision:
    question = access(state, person, command.id)
    check_transition(question, command.do)
    if question.labels == command.labels:
        return decided()
    return decided(events.QuestionLabelled(id=question.id, labels=command.labels))


def _assign(state: State, person: Person, command: commands.Assign, now: datetime, new_id: NewId) -> Decision:
    question = access(state, person, command.id)
    check_transition(question, command.do)
    if question.assigned_to == command.to:
        return decided()
    return decided(events.QuestionAssigned(id=question.id, to=command.to))


def _translate(
    state: State, person: Person, command: commands.Translate, now: datetime, new_id: NewId
) -> Decision:
    question = access(state, person, command.id)
    check_transition(question, command.do)
    languages = {each.lang for each in question.translations} | {command.lang}
    if len(languages) > state.limits.translations:
        raise Refused("full", "as many translations as there can be", field="lang")
    return decided(events.QuestionTranslated(id=question.id, lang=command.lang, text=command.text))


def _transition(event: type[events.QuestionUnpublished | events.QuestionSkipped]) -> Callable[..., Decision]:
    """The decider of a command whose event names nothing but the question."""

    def decide(
        state: State, person: Person, command: commands.OnOne, now: datetime, new_id: NewId
    ) -> Decision:
        question = access(state, person, command.id)
        check_transition(question, command.do)
        return decided(event(id=question.id))

    return decide


def _touch(state: State, person: Person, command: commands.Touch, now: datetime, new_id: NewId) -> Decision:
    """No event: that somebody is editing a question is shown to moderators, and never stored."""
    access(state, person, command.id)
    return decided()


DECIDE: dict[type[commands.Command], Callable[..., Decision]] = {
    commands.Ask: _ask,
    commands.Edit: _edit,
    commands.Withdraw: _withdraw,
    commands.Vote: _vote,
    commands.Publish: _publish,
    commands.Unpublish: _transition(events.QuestionUnpublished),
    commands.Decline: _decline,
    commands.Restore: _restore,
    commands.Pin: _pin,
    commands.Unpin: _pin,
    commands.Take: _take,
    commands.Skip: _transition(events.QuestionSkipped),
    commands.Answer: _answered,
    commands.Label: _label,
    commands.Assign: _assign,
    commands.Merge: _merge,
    commands.Unmerge: _unmerge,
    commands.Translate: _translate,
    commands.Touch: _touch,
}
