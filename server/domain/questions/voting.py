"""Votes: one for each person and question. Counts are of distinct people over merged questions."""

from collections.abc import Iterable

from server.domain.model.items import Participation, Question
from server.domain.model.state import State

Toggle = tuple[str, str, bool]  # person, question, on


def toggles(state: State, person: str, question: Question, on: bool) -> list[Toggle]:
    """The votes that change: none if the person repeats their last. Taking a vote back also takes back those
    for all questions merged into this one."""
    votes = state.participation(person).votes
    if on:
        return [] if question.id in votes else [(person, question.id, True)]
    return [(person, each, False) for each in (question.id, *question.absorbed) if each in votes]


def cast(state: State, changes: Iterable[Toggle]) -> None:
    """Carries out votes, and updates the tallies of the questions and of those that they are merged into."""
    for person_id, question_id, on in changes:
        person = state.participation(person_id)
        before = person.votes
        if (question_id in before) == on:
            continue
        votes = before | {question_id} if on else before - {question_id}
        target: str | None = question_id
        while target is not None:  # the question, what it was merged into, and so on
            question = state.require_question(target)
            change = backs(votes, question) - backs(before, question)
            state.set_tally(target, state.tally[target] + change)
            target = question.into
        state.put_participation(person_id, Participation(person.asked, votes), "votes")


def recount(state: State, question: Question) -> None:
    """Counts a question's votes again from all people, after its merged questions changed."""
    state.set_tally(question.id, sum(backs(person.votes, question) for person in state.people.values()))


def backs(votes: frozenset[str], question: Question) -> bool:
    """Whether a person with these votes counts for the question: by it, or by one merged into it."""
    return question.id in votes or not votes.isdisjoint(question.absorbed)
