"""Definitions of polls: which fields each type has, their defaults, and checks of their values."""

from collections.abc import Callable, Collection
from typing import Any

from server.domain.model.events import Translation
from server.domain.model.folding import folded
from server.domain.model.items import Poll
from server.domain.model.poll_commands import PollOption, PollPatch, TranslationPatch
from server.domain.model.poll_events import PollDefinition, PollState, PollType
from server.domain.model.refusal import Refused
from server.domain.model.tallies import STEPS

Fields = dict[str, Any]
"""The fields of a `PollDefinition` by name."""

YES_AND_NO = (("yes", "Yes"), ("no", "No"))  # pages translate these texts

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
"""The fields that only some types have, and those types."""

STEP_COUNTS: dict[PollType, Collection[int]] = {"rating": (5, 10), "scale": range(2, 11)}
QUIZ_LIMIT_S = 20

COPIED_FIELDS = ("show", "changeable", "min", "max", "low", "high", "steps", "unit", "floor", "ceiling",
                 "explanation", "limit_s", "moderated", "lang")  # fmt: skip
"""The fields that a definition takes from a patch as they are."""


def build_definition(
    poll_type: PollType, patch: PollPatch, before: Poll | None, *, premoderated: bool
) -> PollDefinition:
    """The definition after a patch: of the poll `before`, or of a new poll. Its values are not validated yet.

    Raises `Refused("invalid", field=…)` if the patch names a field that the type does not have, or an unknown
    option.
    """
    patched = patch.model_fields_set
    for field, types in FIELDS_BY_TYPE.items():
        if poll_type not in types and getattr(patch, field) not in (None, "", (), False):
            raise Refused("invalid", f"a poll of the type {poll_type} has no such field", field=field)
    defaults = defaults_for(poll_type, premoderated)
    fields: Fields = definition_of(before) if before else dict(defaults)
    for field in patched.intersection(COPIED_FIELDS):
        value = getattr(patch, field)
        fields[field] = defaults[field] if value is None else value
    if patch.prompt is not None:
        fields["prompt"] = patch.prompt
    if patch.options:
        fields["options"] = _options(patch.options, before)
    if patch.right is not None and poll_type == "quiz":
        fields["right"] = _right(patch.right, fields["options"])
    ids = {each for each, _ in fields["options"]}
    fields["right"] = tuple(each for each in fields["right"] if each in ids)
    if "translations" in patched:
        fields["translations"] = _translations(patch.translations or {}, fields["options"])
    else:
        fields["translations"] = tuple(_with_options_in(ids, each) for each in fields["translations"])
    return PollDefinition(**fields)


def defaults_for(poll_type: PollType, premoderated: bool) -> Fields:
    """The fields of a definition of this type that sets nothing, not even a prompt."""
    return {
        **PollDefinition(prompt="").model_dump(),
        "options": YES_AND_NO if poll_type == "yesno" else (),
        "changeable": poll_type != "quiz",
        "steps": 5 if poll_type in STEPS else None,
        "limit_s": QUIZ_LIMIT_S if poll_type == "quiz" else None,
        "moderated": premoderated and poll_type == "text",
    }


def definition_of(poll: Poll) -> Fields:
    """The fields of a poll's definition, as its events have them."""
    fields = {field: getattr(poll, field) for field in PollDefinition.model_fields}
    return {**fields, "options": tuple((option.id, option.text) for option in poll.options)}


def _options(patch: tuple[str | PollOption, ...], before: Poll | None) -> tuple[tuple[str, str], ...]:
    """The options as (id, text). An option without an id gets the one of the poll's option with equal text,
    else an id that no option of the poll ever had. Raises `Refused`."""
    existing = {option.id: option for option in before.options} if before else {}
    options = [PollOption(text=each) if isinstance(each, str) else each for each in patch]
    ids = [each.id for each in options if each.id is not None]
    if not existing.keys() >= set(ids) or len(set(ids)) < len(ids):
        raise Refused("invalid", "an id must be that of an option, and once", field="options")
    by_text = {folded(option.text): option.id for option in existing.values() if option.id not in ids}
    next_number = (before.last_option if before else 0) + 1
    with_ids = []
    for option in options:
        option_id = option.id or by_text.pop(folded(option.text), None)
        if option_id is None:
            option_id, next_number = f"o{next_number}", next_number + 1
        with_ids.append((option_id, option.text))
    return tuple(with_ids)


def _right(patch: tuple[int, ...], options: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """The ids of the right options, which a patch names by index."""
    if any(each >= len(options) for each in patch):
        raise Refused("invalid", "there is no such option", field="right")
    return tuple(options[each][0] for each in sorted(patch))


def _translations(
    patch: dict[str, TranslationPatch], options: tuple[tuple[str, str], ...]
) -> tuple[Translation, ...]:
    ids = [each for each, _ in options]
    translations = []
    for lang, translated in sorted(patch.items()):
        texts = translated.options
        if not isinstance(texts, dict):
            if texts and len(texts) != len(ids):
                raise Refused("invalid", "as many texts as there are options, or none", field="translations")
            texts = dict(zip(ids, texts, strict=False))
        if not set(ids) >= texts.keys():
            raise Refused("invalid", "there is no such option", field="translations")
        ordered = tuple((each, texts[each]) for each in ids if each in texts)
        translations.append(Translation(lang, translated.prompt or "", ordered))
    return tuple(translations)


def _with_options_in(ids: set[str], translation: Translation) -> Translation:
    """The translation without the options that the poll no longer has."""
    return translation._replace(options=tuple(each for each in translation.options if each[0] in ids))


# ---- validation of a whole definition


def _enough_options(poll_type: PollType, fields: Fields) -> bool:
    return poll_type not in FIELDS_BY_TYPE["options"] or len(fields["options"]) >= 2


def _distinct_options(poll_type: PollType, fields: Fields) -> bool:
    texts = [folded(text) for _, text in fields["options"]]
    return len(set(texts)) == len(texts)


def _within_options(field: str) -> Callable[[PollType, Fields], bool]:
    return lambda poll_type, fields: fields[field] is None or 1 <= fields[field] <= len(fields["options"])


def _in_order(low: str, high: str, *, equal: bool) -> Callable[[PollType, Fields], bool]:
    def holds(poll_type: PollType, fields: Fields) -> bool:
        if fields[low] is None or fields[high] is None:
            return True
        return bool(fields[low] < fields[high] or (equal and fields[low] == fields[high]))

    return holds


def _fitting_steps(poll_type: PollType, fields: Fields) -> bool:
    return poll_type not in STEPS or fields["steps"] in STEP_COUNTS[poll_type]


def _has_right_option(poll_type: PollType, fields: Fields) -> bool:
    return poll_type != "quiz" or bool(fields["right"])


def validate(poll_type: PollType, definition: PollDefinition) -> None:
    """Raises `Refused("invalid", field=…)` if no poll of this type can have this definition."""
    fields = dict(definition)
    for field, holds, message in _CHECKS:
        if not holds(poll_type, fields):
            raise Refused("invalid", message, field=field)


_CHECKS: tuple[tuple[str, Callable[[PollType, Fields], bool], str], ...] = (
    ("options", _enough_options, "needs at least two options"),
    ("options", _distinct_options, "the same option twice"),
    ("min", _within_options("min"), "between 1 and the number of options"),
    ("max", _within_options("max"), "between 1 and the number of options"),
    ("max", _in_order("min", "max", equal=True), "not below min"),
    ("steps", _fitting_steps, "5 or 10, or 2 to 10"),
    ("ceiling", _in_order("floor", "ceiling", equal=False), "above the floor"),
    ("right", _has_right_option, "a quiz needs a right option"),
)


# ---- edits of a poll that people may have answered

_ALWAYS_EDITABLE = frozenset({"prompt", "options", "explanation", "translations", "lang"})

EDITABLE: dict[PollState, frozenset[str]] = {
    "draft": frozenset(PollDefinition.model_fields),
    "open": _ALWAYS_EDITABLE,
    "closed": _ALWAYS_EDITABLE | {"show", "right"},
}
"""The fields of a poll that an edit may change, by the poll's state."""


def check_edit(poll: Poll, definition: PollDefinition, answered: Collection[str]) -> None:
    """Raises `Refused("wrong_state", field=…)` if an edit changes what people have answered or were promised.

    `answered` are the ids of options that somebody chose in any round.
    """
    before = definition_of(poll)
    for field, value in before.items():
        if field not in EDITABLE[poll.state] and field != "right" and getattr(definition, field) != value:
            raise Refused("wrong_state", "that is as it is once a poll was opened", field=field)
    texts = dict(definition.options)
    for option in poll.options:
        if option.id in answered and texts.get(option.id) != option.text:
            raise Refused("wrong_state", "somebody has answered with that option", field="options")
    corrects = poll.state == "closed" and definition.right
    if set(definition.right) != set(poll.right) and not corrects:
        removed = not texts.keys() >= set(poll.right)
        raise Refused("wrong_state", "what is right stays right", field="options" if removed else "right")
