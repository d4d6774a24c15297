"""What polls look like to those who may see them; `views` says who may."""

from typing import Any

from server.domain.model.items import Leaders, Poll
from server.domain.model.state import State
from server.domain.model.tallies import STEPS, Tally, mean
from server.domain.model.text import rfc3339

Body = dict[str, Any]


def see_poll(poll: Poll, *, curating: bool, presenting: bool) -> Body | None:
    """Without its counters. `curating` is for moderators, `presenting` for them and speakers."""
    if poll.state == "deleted" or (poll.state == "draft" and not curating):
        return None
    solved = presenting or poll.state == "closed"
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
        "hidden": list(poll.hidden) or None if curating else None,
        "joined": dict(poll.joined) or None if curating else None,
        "resettable": True if curating and poll.shelved_round_id is not None else None,
        "translations": _translations(poll) or None,
        "lang": poll.lang,
    }
    return {key: value for key, value in body.items() if value is not None}


def _translations(poll: Poll) -> Body:
    return {lang: {"prompt": prompt, "options": dict(options)} for lang, prompt, options in poll.translations}


def count_poll(state: State, poll: Poll, *, shown: bool) -> Body:
    """How many answered, and with `shown` results what; earlier rounds beside the current one."""
    counted: Body = {"ballots": state.tally.get(poll.id, 0)}
    if shown:
        *earlier, current = (_round(poll, state.tally_of(poll, round_id)) for round_id in poll.round_ids)
        counted.update(current)
        if earlier:
            counted["earlier"] = [{"round": number, **each} for number, each in enumerate(earlier, start=1)]
    return counted


def _round(poll: Poll, tally: Tally) -> Body:
    body: Body = {"ballots": tally.people, "results": tally.results(poll)}
    # Null while there is none: counters are replaced and never taken away.
    return {**body, "mean": mean(poll, tally)} if poll.type in STEPS else body


def see_leaders(leaders: Leaders) -> Body:
    return {"kind": "leaders", "id": leaders.id, "players": len(leaders.scores), "quizzes": leaders.quizzes}
