"""Quiz points, which fall with the time taken, and the leaderboard of a room's quizzes."""

from bisect import bisect_left
from typing import Any

from server.domain.model.items import LEADERS, Leaders, Poll
from server.domain.model.people import Person
from server.domain.model.state import State
from server.domain.polls.ballots import own_ballot, player_id

MOST_POINTS = 1000
TOP_PLAYERS = 20
MAX_DELIVERY_MS = 2000  # the longest time that the network may have taken to bring a quiz to a browser


def answer_time_ms(claimed_ms: int | None, elapsed_ms: int) -> int:
    """The time in ms that somebody took to answer a quiz.

    It is the time that their browser claims, since it showed the quiz, as far as `MAX_DELIVERY_MS` can
    explain the difference to `elapsed_ms`, the time since the server opened the quiz. Without a claim it is
    `elapsed_ms`.
    """
    if claimed_ms is None:
        return max(elapsed_ms, 0)
    return max(min(claimed_ms, elapsed_ms), elapsed_ms - MAX_DELIVERY_MS, 0)


def points(poll: Poll, option: str, took_ms: int) -> int:
    """The points of an answer: 1000 if right at once, falling evenly to 500 at the time limit; 0 if wrong."""
    if option not in poll.right:
        return 0
    share = min(took_ms / (poll.limit_s * 1000), 1) if poll.limit_s else 0
    return round(MOST_POINTS * (1 - share / 2))


def update_leaders(state: State) -> None:
    """Computes the leaders anew. To be called when a quiz has closed, or when a closed one's round stops
    counting."""
    closed = {
        poll.id: poll.round_id for poll in state.polls() if poll.type == "quiz" and poll.state == "closed"
    }
    before = state.items.get(LEADERS)
    if not closed and before is None:
        return
    scores: dict[str, int] = {}
    for ballot in state.ballots.values():
        if ballot.player is not None and closed.get(ballot.poll) == ballot.round_id:
            scores[ballot.player] = scores.get(ballot.player, 0) + (ballot.points or 0)
    ordered = sorted(scores.items(), key=lambda score: (-score[1], state.players[score[0]], score[0]))
    leaders = Leaders(tuple(ordered), len(closed))
    if leaders != before:
        state.put(leaders)


def top_players(state: State, leaders: Leaders) -> list[dict[str, Any]]:
    """The first `TOP_PLAYERS` players, each with name, points and rank.

    Players with equal points share a rank. A player's rank is one more than the number of players above.
    """
    return [
        {"name": state.players[player], "points": points, "rank": rank(leaders, points)}
        for player, points in leaders.scores[:TOP_PLAYERS]
    ]


def rank(leaders: Leaders, points: int) -> int:
    return bisect_left(leaders.scores, -points, key=lambda score: -score[1]) + 1


def quiz_rank(state: State, person: Person) -> dict[str, Any] | None:
    """The person's name, points and rank; `None` if they have no nickname.

    The rank is absent until a quiz that they answered has closed.
    """
    player = player_id(person) if person.secret else None
    name = state.players.get(player) if player else None
    if name is None:
        return None
    quizzes = [poll for poll in state.polls() if poll.type == "quiz" and poll.state == "closed"]
    counted = [ballot for each in quizzes if (ballot := own_ballot(state, person, each)) and ballot.player]
    gained = sum(ballot.points or 0 for ballot in counted)
    leaders = state.items.get(LEADERS)
    fields = {"name": name, "points": gained}
    if counted and isinstance(leaders, Leaders):
        fields["rank"] = rank(leaders, gained)
    return fields
