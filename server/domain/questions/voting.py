"""One person, one vote: casting it, taking it back, and counting distinct people over merged questions."""

from collections.abc import Iterable

from server.domain.model.items import Participant, Question
from server.domain.model.state import State

Toggle = tuple[str, str, bool]  # person, question, on


def toggles(state: State, person: str, question: Question, on: bool) -> list[Toggle]:
    """What a vote changes: nothing if it repeats the last. Taking back also does so on all merged ones."""
    held = state.person(person).votes
    if on:
        return [] if question.id in held else [(person, question.id, True)]
    return [(person, each, False) for each in (question.id, *question.absorbed) if each in held]


def cast(state: State, changes: Iterable[Toggle]) -> None:
    """Carry out votes, and keep the tallies of the questions and of all that they are merged into."""
    for person_id, question_id, on in changes:
        person = state.person(person_id)
        before = person.votes
        if (question_id in before) == on:
            continue
        votes = before | {question_id} if on else before - {question_id}
        counted: str | None = question_id
        while counted is not None:  # the question, what it was merged into, and so on
            question = state.require_question(counted)
            change = backs(votes, question) - backs(before, question)
            state.count(counted, state.tally[counted] + change)
            counted = question.into
        state.put_person(person_id, Participant(person.asked, votes), "votes")


def recount(state: State, question: Question) -> None:
    """Count from the people: after merging or unmerging, when no single vote tells the difference."""
    state.count(question.id, sum(backs(person.votes, question) for person in state.people.values()))


def backs(votes: frozenset[str], question: Question) -> bool:
    """Whether someone with these votes counts for the question, by it or by anything merged into it."""
    return question.id in votes or not votes.isdisjoint(question.absorbed)
