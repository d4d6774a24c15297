"""Quiz points: how a right answer falls in worth with time, and who leads."""

from bisect import bisect_left
from typing import Any

from server.domain.model.items import LEADERS, Leaders, Poll
from server.domain.model.people import Person
from server.domain.model.state import State
from server.domain.polls.ballots import own_ballot, player_id

MOST_POINTS = 1000
SHOWN = 20
TOLD_LATE_MS = 2000  # how long after the server opened it somebody's browser may claim to have shown a quiz


def took(claimed_ms: int | None, elapsed_ms: int) -> int:
    """How long somebody took, in ms, from their own receipt of the quiz: by what their browser says, as far
    as the network can have delayed it, else since the server opened it."""
    if claimed_ms is None:
        return max(elapsed_ms, 0)
    return max(min(claimed_ms, elapsed_ms), elapsed_ms - TOLD_LATE_MS, 0)


def points(poll: Poll, option: str, took_ms: int) -> int:
    """1000 for being right at once, falling evenly to 500 at the time limit; none for being wrong."""
    if option not in poll.right:
        return 0
    share = min(took_ms / (poll.limit_s * 1000), 1) if poll.limit_s else 0
    return round(MOST_POINTS * (1 - share / 2))


def lead(state: State) -> None:
    """Work out who leads: whenever a quiz has closed, or what it comes to does not count any more."""
    closed = {
        poll.id: poll.round_id for poll in state.polls() if poll.type == "quiz" and poll.state == "closed"
    }
    known = state.items.get(LEADERS)
    if not closed and known is None:
        return
    scores: dict[str, int] = {}
    for ballot in state.ballots.values():
        if ballot.player is not None and closed.get(ballot.poll) == ballot.round_id:
            scores[ballot.player] = scores.get(ballot.player, 0) + (ballot.points or 0)
    ordered = sorted(scores.items(), key=lambda score: (-score[1], state.players[score[0]], score[0]))
    leaders = Leaders(tuple(ordered), len(closed))
    if leaders != known:
        state.put(leaders)


def top(state: State, leaders: Leaders) -> list[dict[str, Any]]:
    """The first of all, with their rank. Who has as many points shares it, and the next is as far down as
    there are people before them."""
    return [
        {"name": state.players[player], "points": points, "rank": rank(leaders, points)}
        for player, points in leaders.scores[:SHOWN]
    ]


def rank(leaders: Leaders, points: int) -> int:
    return bisect_left(leaders.scores, -points, key=lambda score: -score[1]) + 1


def standing(state: State, person: Person) -> dict[str, Any] | None:
    """A person's own name, points and rank; None if they have not named themselves. No rank before any quiz
    that they answered has closed."""
    player = player_id(person) if person.secret else None
    name = state.players.get(player) if player else None
    if name is None:
        return None
    quizzes = [poll for poll in state.polls() if poll.type == "quiz" and poll.state == "closed"]
    counted = [ballot for each in quizzes if (ballot := own_ballot(state, person, each)) and ballot.player]
    gained = sum(ballot.points or 0 for ballot in counted)
    leaders = state.items.get(LEADERS)
    found = {"name": name, "points": gained}
    if counted and isinstance(leaders, Leaders):
        found["rank"] = rank(leaders, gained)
    return found
