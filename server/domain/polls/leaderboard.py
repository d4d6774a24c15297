"""Quiz points, which fall with the time taken, and the leaderboard of a room's quizzes."""

from bisect import bisect_left
from typing import Any

from server.domain.model.items import LEADERS, Ballot, Leaders, Poll
from server.domain.model.people import Person
from server.domain.model.state import State
from server.domain.polls.ballots import ballot_id, player_id

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


def earned(quiz: Poll, ballot: Ballot) -> int:
    """The points of a ballot: those of its casting, or those by the right answer as it was corrected."""
    if quiz.corrected:
        return points(quiz, str(ballot.answer), ballot.took_ms or 0)
    return ballot.points or 0


def is_scored(poll: Poll) -> bool:
    """Whether the leaderboard counts it: a quiz that was closed and not deleted, struck, or reset since."""
    counts = poll.type == "quiz" and poll.state in ("open", "closed") and not poll.struck
    return counts and poll.scored_round_id in poll.round_ids


def update_leaders(state: State) -> None:
    """Computes the leaders anew. To be called when a quiz has closed, or when what counts has changed."""
    scored = {poll.id: poll for poll in state.polls() if is_scored(poll)}
    before = state.items.get(LEADERS)
    if not scored and before is None:
        return
    scores: dict[str, int] = {}
    for ballot in state.ballots.values():
        quiz = scored.get(ballot.poll)
        if ballot.player is not None and quiz is not None and quiz.scored_round_id == ballot.round_id:
            scores[ballot.player] = scores.get(ballot.player, 0) + earned(quiz, ballot)
    ordered = sorted(scores.items(), key=lambda score: (-score[1], state.players[score[0]], score[0]))
    hidden = tuple(player for player in scores if player in state.hidden_players)
    leaders = Leaders(tuple(ordered), len(scored), hidden)
    if leaders != before:
        state.put(leaders)


def top_players(state: State, leaders: Leaders, *, curating: bool) -> list[dict[str, Any]]:
    """The first `TOP_PLAYERS` players, each with name, points and rank.

    Players with equal points share a rank. A player's rank is one more than the number of players above.
    A hidden player is called by their place. For moderators (`curating`) `hidden` is the nickname then.
    """
    top: list[dict[str, Any]] = []
    for place, (player, points) in enumerate(leaders.scores[:TOP_PLAYERS], 1):
        name, is_hidden = state.players[player], player in leaders.hidden
        entry = {
            "name": f"Player {place}" if is_hidden else name,
            "points": points,
            "rank": rank(leaders, points),
        }
        top.append({**entry, "hidden": name} if is_hidden and curating else entry)
    return top


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
    quizzes = [poll for poll in state.polls() if is_scored(poll)]
    counted = [
        earned(quiz, ballot)
        for quiz in quizzes
        if quiz.scored_round_id is not None
        and (ballot := state.ballots.get(ballot_id(person, quiz.id, quiz.scored_round_id)))
        and ballot.player
    ]
    gained = sum(counted)
    leaders = state.items.get(LEADERS)
    fields = {"name": name, "points": gained}
    if counted and isinstance(leaders, Leaders):
        fields["rank"] = rank(leaders, gained)
    return fields
