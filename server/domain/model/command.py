"""The base of all commands, and the field types that several of them use."""

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

from server.domain.model.limits import Limits

Id = Annotated[str, StringConstraints(min_length=1, max_length=40)]


class Command(BaseModel):
    """One request to change a room. `do` names the command. Sender, time and ref are passed beside it."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    do: str


def at_most(most: Callable[[Limits], int], *, distinct: bool = False) -> AfterValidator:
    """A validator for a tuple of at most `most(limits)` elements. With `distinct`, repeats are dropped.

    The validation context may be a `Limits`; without one the default limits hold.
    """

    def check(items: tuple[Any, ...], info: ValidationInfo) -> tuple[Any, ...]:
        limits = info.context if isinstance(info.context, Limits) else Limits()
        if len(items) > most(limits):
            raise PydanticCustomError("too_long", "more than {most} of them", {"most": most(limits)})
        return tuple(dict.fromkeys(items)) if distinct else items

    return AfterValidator(check)


# Not strict, because JSON has arrays and no tuples.
JSON_ARRAY = Field(strict=False)
