"""Our own format: a `ConferencePlan` as JSON."""

from pathlib import Path

from pydantic import ValidationError

from server.conference.plans import ConferencePlan, PlanRejected


def read_plan(path: Path) -> ConferencePlan:
    """Raises `PlanRejected`."""
    try:
        return parse_plan(path.read_bytes(), path.name)
    except OSError as error:
        raise PlanRejected(f"Can't read {path}: {error.strerror}.") from None


def parse_plan(text: bytes, name: str) -> ConferencePlan:
    """`name` is what to call the file. Raises `PlanRejected`."""
    try:
        return ConferencePlan.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise PlanRejected(f"{name} is not right at {where or 'the top'}: {first['msg']}.") from None
