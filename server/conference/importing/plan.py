"""Our own format: a `ConferencePlan` as JSON."""

from pathlib import Path

from pydantic import ValidationError

from server.conference.importing.strict_json import NotJson, place, read
from server.conference.plans import ConferencePlan, PlanRejected
from server.domain.model.limits import Limits

PLAN_BYTES = 16 * 1024 * 1024
"""The largest file that is read."""


def read_plan(path: Path) -> ConferencePlan:
    """Raises `PlanRejected`."""
    return parse_plan(plan_bytes(path), path.name)


def plan_bytes(path: Path) -> bytes:
    """The content of the file. Raises `PlanRejected` if it can't be read or is too large."""
    try:
        with path.open("rb") as file:
            content = file.read(PLAN_BYTES + 1)
    except OSError as error:
        raise PlanRejected(f"Can't read {path}: {error.strerror}.") from None
    if len(content) > PLAN_BYTES:
        raise PlanRejected(f"{path.name} is not right: it is larger than {PLAN_BYTES >> 20} MB.")
    return content


def parse_plan(content: bytes, name: str, limits: Limits | None = None) -> ConferencePlan:
    """`name` is that of the file. The default is the standard limits. Raises `PlanRejected`."""
    try:
        return ConferencePlan.model_validate(read(content), context=limits or Limits())
    except NotJson as error:
        where, why = error.where, error.why
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        # pydantic adds "[key]" to the name that is wrong.
        where, why = place(tuple(part for part in first["loc"] if part != "[key]")), first["msg"]
    raise PlanRejected(f"{name} is not right at {where}: {why}.")
