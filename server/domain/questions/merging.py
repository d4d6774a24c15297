"""Merging of questions: votes for a merged question go to the one that it was merged into."""

from dataclasses import replace

from server.domain.model.items import Question
from server.domain.model.state import State
from server.domain.questions.voting import recount


def merge(state: State, question: Question, target: Question) -> None:
    """Merges `question`, with all that was merged into it, into `target`."""
    merged = replace(question, status="merged", previous_status=question.status, into=target.id, pinned=False)
    state.put(merged)
    _absorb(state, target, (*target.absorbed, question.id, *question.absorbed))


def unmerge(state: State, question: Question) -> None:
    """Takes `question`, with all that was merged into it, out of every question that absorbed it."""
    assert question.previous_status is not None
    leaving = {question.id, *question.absorbed}
    target_id = question.into
    state.put(replace(question, status=question.previous_status, previous_status=None, into=None))
    while target_id is not None:
        target = state.require_question(target_id)
        _absorb(state, target, tuple(each for each in target.absorbed if each not in leaving))
        target_id = target.into


def _absorb(state: State, target: Question, absorbed: tuple[str, ...]) -> None:
    once_public = tuple(each for each in absorbed if state.require_question(each).published_at is not None)
    target = replace(target, absorbed=absorbed, merged=once_public)
    state.put(target)
    recount(state, target)


def merge_target(state: State, question: Question) -> Question:
    """The question that votes for this one go to: itself, unless it was merged."""
    while question.into is not None:
        question = state.require_question(question.into)
    return question
