"""Polls and leaders as browsers get them. `views` decides what each kind of viewer may see of them."""

from typing import Any

from server.domain.model.items import Leaders, Poll
from server.domain.model.state import State
from server.domain.model.tallies import STEPS, Tally, mean
from server.domain.model.text import rfc3339

Body = dict[str, Any]
"""The fields of an item, or its counters, as JSON has them."""


def poll_body(poll: Poll, *, curating: bool) -> Body | None:
    """The poll's fields without its counters; `None` if it is hidden.

    `curating` adds the fields for moderators only, and a quiz's right options before it is closed. Speakers
    do not get these: lecterns are often mirrored.
    """
    if poll.state == "deleted" or (poll.state == "draft" and not curating):
        return None
    solved = curating or poll.state == "closed"
    body: Body = {
        "kind": "poll",
        "id": poll.id,
        "type": poll.type,
        "prompt": poll.prompt,
        "options": [{"id": option.id, "text": option.text} for option in poll.options],
        "state": poll.state,
        "show": poll.show,
        "changeable": poll.changeable,
        "round": len(poll.round_ids),
        "position": poll.position if curating else None,
        "revealed": poll.revealed,
        "min": poll.min,
        "max": poll.max,
        "low": poll.low or None,
        "high": poll.high or None,
        "steps": poll.steps,
        "unit": poll.unit or None,
        "floor": poll.floor,
        "ceiling": poll.ceiling,
        "limit_s": poll.limit_s,
        "opened_at": poll.opened_at and rfc3339(poll.opened_at),
        "closes_at": poll.closes_at and rfc3339(poll.closes_at),
        "closed_at": poll.closed_at and rfc3339(poll.closed_at),
        "right": list(poll.right) or None if solved else None,
        "explanation": poll.explanation or None if solved else None,
        "moderated": poll.moderated if curating and poll.type == "text" else None,
        "hidden": list(poll.hidden_words) or None if curating else None,
        "joined": dict(poll.joined_words) or None if curating else None,
        "resettable": True if curating and poll.shelved_round_id is not None else None,
        "translations": _translations(poll) or None,
        "lang": poll.lang,
        "practice": poll.is_practice or None,
        "corrected": poll.corrected or None,
        "struck": poll.struck or None,
    }
    return {key: value for key, value in body.items() if value is not None}


def _translations(poll: Poll) -> Body:
    return {each.lang: {"prompt": each.text, "options": dict(each.options)} for each in poll.translations}


def poll_counters(state: State, poll: Poll, *, shown: bool) -> Body:
    """The number of ballots in the current round. With `shown`, also the results of all rounds."""
    body: Body = {"ballots": state.tally.get(poll.id, 0)}
    if shown:
        *earlier, current = (_round(poll, state.tally_of(poll, round_id)) for round_id in poll.round_ids)
        body.update(current)
        if earlier:
            body["earlier"] = [{"round": number, **each} for number, each in enumerate(earlier, start=1)]
    return body


def _round(poll: Poll, tally: Tally) -> Body:
    body: Body = {"ballots": tally.people, "results": tally.results(poll)}
    # The mean is null before the first ballot: pages replace counters, and cannot remove one.
    return {**body, "mean": mean(poll, tally)} if poll.type in STEPS else body


def leaders_body(leaders: Leaders) -> Body:
    return {"kind": "leaders", "id": leaders.id, "players": len(leaders.scores), "quizzes": leaders.quizzes}
