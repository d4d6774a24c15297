"""What every command is made of."""

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

from server.domain.model.limits import Limits

Id = Annotated[str, StringConstraints(min_length=1, max_length=40)]


class Command(BaseModel):
    """One wish. `do` names it; whoever sends it, when and with which ref stands beside it, not in it."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    do: str


def at_most(most: Callable[[Limits], int], *, distinct: bool = False) -> AfterValidator:
    """A validator for so many of something at most; `distinct` ones are taken once each."""

    def check(items: tuple[Any, ...], info: ValidationInfo) -> tuple[Any, ...]:
        limits = info.context if isinstance(info.context, Limits) else Limits()
        if len(items) > most(limits):
            raise PydanticCustomError("too_long", "more than {most} of them", {"most": most(limits)})
        return tuple(dict.fromkeys(items)) if distinct else items

    return AfterValidator(check)


# Not strict, because JSON has arrays and no tuples.
JSON_ARRAY = Field(strict=False)
