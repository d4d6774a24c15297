"""Which questions stand for which others."""

from dataclasses import replace

from server.domain.model.items import Question
from server.domain.model.state import State
from server.domain.questions.voting import recount


def merge(state: State, question: Question, target: Question) -> None:
    """Let `target` stand for `question` and for all that was merged into it."""
    merged = replace(question, status="merged", before=question.status, into=target.id, pinned=False)
    state.put(merged)
    _absorb(state, target, (*target.absorbed, question.id, *question.absorbed))


def unmerge(state: State, question: Question) -> None:
    """Take `question` out of whatever stands for it, with all that was merged into itself."""
    assert question.before is not None
    leaving = {question.id, *question.absorbed}
    above = question.into
    state.put(replace(question, status=question.before, before=None, into=None))
    while above is not None:
        target = state.require_question(above)
        _absorb(state, target, tuple(each for each in target.absorbed if each not in leaving))
        above = target.into


def _absorb(state: State, target: Question, absorbed: tuple[str, ...]) -> None:
    once_public = tuple(each for each in absorbed if state.require_question(each).published_at is not None)
    target = replace(target, absorbed=absorbed, merged=once_public)
    state.put(target)
    recount(state, target)


def merge_target(state: State, question: Question) -> Question:
    """The question that votes for this one go to now: itself, unless it was merged."""
    while question.into is not None:
        question = state.require_question(question.into)
    return question
