"""What a poll asks, made whole and checked: which fields each type has, and what may be in them."""

from collections.abc import Callable, Collection
from typing import Any

from server.domain.model.items import Poll
from server.domain.model.poll_commands import PollOption, PollPatch, Translated
from server.domain.model.poll_events import PollDefinition, PollState, PollType
from server.domain.model.refusal import Refused
from server.domain.model.tallies import STEPS
from server.domain.model.text import folded

YES_AND_NO = (("yes", "Yes"), ("no", "No"))  # which pages translate

FIELDS_BY_TYPE: dict[str, frozenset[PollType]] = {
    "options": frozenset({"choice", "multiple", "ranking", "quiz"}),
    "min": frozenset({"multiple"}),
    "max": frozenset({"multiple"}),
    "low": frozenset({"scale"}),
    "high": frozenset({"scale"}),
    "steps": STEPS,
    "unit": frozenset({"estimate"}),
    "floor": frozenset({"estimate"}),
    "ceiling": frozenset({"estimate"}),
    "right": frozenset({"quiz"}),
    "explanation": frozenset({"quiz"}),
    "moderated": frozenset({"text"}),
}
"""The fields that not every type has."""

STEP_COUNTS: dict[PollType, Collection[int]] = {"rating": (5, 10), "scale": range(2, 11)}
QUIZ_LIMIT_S = 20

COPIED_FIELDS = ("show", "changeable", "min", "max", "low", "high", "steps", "unit", "floor", "ceiling",
                "explanation", "limit_s", "moderated", "lang")  # fmt: skip


def build_definition(
    kind: PollType, patch: PollPatch, before: Poll | None, *, premoderated: bool
) -> PollDefinition:
    """All that a poll of this type asks after what was said of it, `validate` or not.

    Raises `Refused` with the field, if what was said can't be told."""
    named = patch.model_fields_set
    for field, types in FIELDS_BY_TYPE.items():
        if kind not in types and getattr(patch, field) not in (None, "", (), False):
            raise Refused("invalid", f"a poll of the type {kind} has no such field", field=field)
    known = definition(before) if before else defaults_for(kind, premoderated)
    standard = defaults_for(kind, premoderated)
    found: dict[str, Any] = dict(known)
    for field in named.intersection(COPIED_FIELDS):
        value = getattr(patch, field)
        found[field] = standard[field] if value is None else value
    if patch.prompt is not None:
        found["prompt"] = patch.prompt
    if patch.options:
        found["options"] = _options(patch.options, before)
    if patch.right is not None and kind == "quiz":
        found["right"] = _right(patch.right, found["options"])
    ids = {each for each, _ in found["options"]}
    found["right"] = tuple(each for each in found["right"] if each in ids)
    if "translations" in named:
        found["translations"] = _translations(patch.translations or {}, found["options"])
    else:
        found["translations"] = tuple(
            (lang, prompt, tuple(option for option in options if option[0] in ids))
            for lang, prompt, options in found["translations"]
        )
    return PollDefinition(**found)


def defaults_for(kind: PollType, premoderated: bool) -> dict[str, Any]:
    """What a poll of this type asks as long as nothing is said of it."""
    return {
        **PollDefinition(prompt="").model_dump(),
        "options": YES_AND_NO if kind == "yesno" else (),
        "changeable": kind != "quiz",
        "steps": 5 if kind in STEPS else None,
        "limit_s": QUIZ_LIMIT_S if kind == "quiz" else None,
        "moderated": premoderated and kind == "text",
    }


def definition(poll: Poll) -> dict[str, Any]:
    """What a poll asks, as its events have it."""
    found = {field: getattr(poll, field) for field in PollDefinition.model_fields}
    return {**found, "options": tuple((option.id, option.text) for option in poll.options)}


def _options(patch: tuple[str | PollOption, ...], before: Poll | None) -> tuple[tuple[str, str], ...]:
    """Their ids: those they had, also where only the text says which it is, or the next that nothing had."""
    known = {option.id: option for option in before.options} if before else {}
    options = [PollOption(text=each) if isinstance(each, str) else each for each in patch]
    named = [each.id for each in options if each.id is not None]
    if not known.keys() >= set(named) or len(set(named)) < len(named):
        raise Refused("invalid", "an id must be that of an option, and once", field="options")
    by_text = {folded(option.text): option.id for option in known.values() if option.id not in named}
    next_number = (before.last_option if before else 0) + 1
    found = []
    for option in options:
        option_id = option.id or by_text.pop(folded(option.text), None)
        if option_id is None:
            option_id, next_number = f"o{next_number}", next_number + 1
        found.append((option_id, option.text))
    return tuple(found)


def _right(patch: tuple[int, ...], options: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    if any(each >= len(options) for each in patch):
        raise Refused("invalid", "there is no such option", field="right")
    return tuple(options[each][0] for each in sorted(patch))


def _translations(
    patch: dict[str, Translated], options: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]:
    ids = [each for each, _ in options]
    found = []
    for lang, translated in sorted(patch.items()):
        texts = translated.options
        if not isinstance(texts, dict):
            if texts and len(texts) != len(ids):
                raise Refused("invalid", "as many texts as there are options, or none", field="translations")
            texts = dict(zip(ids, texts, strict=False))
        if not set(ids) >= texts.keys():
            raise Refused("invalid", "there is no such option", field="translations")
        ordered = tuple((each, texts[each]) for each in ids if each in texts)
        found.append((lang, translated.prompt or "", ordered))
    return tuple(found)


# ---- what must hold of the whole

Facts = dict[str, Any]


def _enough_options(kind: PollType, found: Facts) -> bool:
    return kind not in FIELDS_BY_TYPE["options"] or len(found["options"]) >= 2


def _distinct_options(kind: PollType, found: Facts) -> bool:
    texts = [folded(text) for _, text in found["options"]]
    return len(set(texts)) == len(texts)


def _within_options(field: str) -> Callable[[PollType, Facts], bool]:
    return lambda kind, found: found[field] is None or 1 <= found[field] <= len(found["options"])


def _in_order(low: str, high: str, *, equal: bool) -> Callable[[PollType, Facts], bool]:
    def holds(kind: PollType, found: Facts) -> bool:
        if found[low] is None or found[high] is None:
            return True
        return bool(found[low] < found[high] or (equal and found[low] == found[high]))

    return holds


def _fitting_steps(kind: PollType, found: Facts) -> bool:
    return kind not in STEPS or found["steps"] in STEP_COUNTS[kind]


def validate(kind: PollType, asked: PollDefinition) -> None:
    """Raise `Refused` with the field that no poll of this type can have so."""
    found = dict(asked)
    for field, holds, must in _CHECKS:
        if not holds(kind, found):
            raise Refused("invalid", must, field=field)


_CHECKS: tuple[tuple[str, Callable[[PollType, Facts], bool], str], ...] = (
    ("options", _enough_options, "needs at least two options"),
    ("options", _distinct_options, "the same option twice"),
    ("min", _within_options("min"), "between 1 and the number of options"),
    ("max", _within_options("max"), "between 1 and the number of options"),
    ("max", _in_order("min", "max", equal=True), "not below min"),
    ("steps", _fitting_steps, "5 or 10, or 2 to 10"),
    ("ceiling", _in_order("floor", "ceiling", equal=False), "above the floor"),
    ("right", lambda kind, found: kind != "quiz" or bool(found["right"]), "a quiz needs a right option"),
)


# ---- what may still be changed once people may have answered

_ALWAYS = frozenset({"prompt", "options", "explanation", "translations", "lang"})

EDITABLE: dict[PollState, frozenset[str]] = {
    "draft": frozenset(PollDefinition.model_fields),
    "open": _ALWAYS,
    "closed": _ALWAYS | {"show"},
}
"""The fields of a poll that an edit may change, by the poll's state."""


def check_edit(poll: Poll, now: PollDefinition, answered: Collection[str]) -> None:
    """Raise `Refused` if an edit changes what people have answered, or what they have been promised.

    `answered` are the options that stand in a ballot of any round.
    """
    before = definition(poll)
    for field, value in before.items():
        if field not in EDITABLE[poll.state] and field != "right" and getattr(now, field) != value:
            raise Refused("wrong_state", "that is as it is once a poll was opened", field=field)
    texts = dict(now.options)
    for option in poll.options:
        if option.id in answered and texts.get(option.id) != option.text:
            raise Refused("wrong_state", "somebody has answered with that option", field="options")
    if set(now.right) != set(poll.right):
        lost = not texts.keys() >= set(poll.right)
        raise Refused("wrong_state", "what is right stays right", field="options" if lost else "right")
