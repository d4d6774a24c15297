"""The same processes as the live side's stories have."""

from tests.live.conftest import process, standing, start

__all__ = ["process", "standing", "start"]
