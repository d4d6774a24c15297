"""The same processes as the live side's stories have."""

from tests.live.conftest import process, shared_process, start

__all__ = ["process", "shared_process", "start"]
