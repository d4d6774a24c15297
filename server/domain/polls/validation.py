"""Checks of answers, one for each type of poll."""

from collections.abc import Callable

from pydantic_core import PydanticCustomError

from server.domain.model.items import Poll
from server.domain.model.limits import Limits
from server.domain.model.poll_events import Answer, PollType
from server.domain.model.refusal import Code, Refused
from server.domain.model.text import bounded, bytes_for


def normalise_answer(poll: Poll, answer: Answer, limits: Limits) -> Answer:
    """The answer in the one form in which it is stored, so that equal answers are equal values.

    Raises `Refused("invalid" or "too_long", field="answer")`.
    """
    return _CHECKS[poll.type](poll, answer, limits)


def _option(poll: Poll, answer: Answer, limits: Limits) -> Answer:
    if not isinstance(answer, str) or answer not in _ids(poll):
        raise _invalid("an option's id")
    return answer


def _several(poll: Poll, answer: Answer, limits: Limits) -> Answer:
    chosen = _distinct(poll, answer)
    if not (poll.min or 1) <= len(chosen) <= (poll.max or len(poll.options)):
        raise _invalid("as many options as the poll says")
    return tuple(each for each in _ids(poll) if each in chosen)


def _ranking(poll: Poll, answer: Answer, limits: Limits) -> Answer:
    """Options may be left out of a ranking: they share the last place."""
    ranked = _distinct(poll, answer)
    if not ranked:
        raise _invalid("options, best first")
    return ranked


def _step(poll: Poll, answer: Answer, limits: Limits) -> Answer:
    step = _number(answer)
    if not isinstance(step, int) or not 1 <= step <= (poll.steps or 5):
        raise _invalid("a step of the scale")
    return step


def _estimate(poll: Poll, answer: Answer, limits: Limits) -> Answer:
    number = _number(answer)
    too_low = poll.floor is not None and number < poll.floor
    if too_low or (poll.ceiling is not None and number > poll.ceiling):
        raise _invalid("a number within the bounds")
    return number


def _text(poll: Poll, answer: Answer, limits: Limits) -> Answer:
    return _bounded(answer, limits.question_graphemes, limits.question_bytes)


def _words(poll: Poll, answer: Answer, limits: Limits) -> Answer:
    return _bounded(answer, limits.words_graphemes, bytes_for(limits.words_graphemes))


_CHECKS: dict[PollType, Callable[[Poll, Answer, Limits], Answer]] = {
    "choice": _option,
    "yesno": _option,
    "quiz": _option,
    "multiple": _several,
    "ranking": _ranking,
    "rating": _step,
    "scale": _step,
    "estimate": _estimate,
    "text": _text,
    "words": _words,
}


# ---- what the checks share


def _ids(poll: Poll) -> tuple[str, ...]:
    return tuple(option.id for option in poll.options)


def _distinct(poll: Poll, answer: Answer) -> tuple[str, ...]:
    if not isinstance(answer, tuple) or not set(answer) <= set(_ids(poll)) or len(set(answer)) < len(answer):
        raise _invalid("ids of options, each once")
    return answer


def _number(answer: Answer) -> int | float:
    if isinstance(answer, str | tuple):
        raise _invalid("a number")
    return int(answer) if float(answer).is_integer() and abs(answer) < 2**53 else answer


def _bounded(answer: Answer, most: int, most_bytes: int) -> str:
    if not isinstance(answer, str):
        raise _invalid("a text")
    try:
        return bounded(answer, most, most_bytes)
    except PydanticCustomError as error:
        code: Code = "too_long" if error.type == "too_long" else "invalid"
        raise Refused(code, error.message(), field="answer") from None


def _invalid(needed: str) -> Refused:
    return Refused("invalid", f"must be {needed}", field="answer")
