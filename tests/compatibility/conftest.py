"""A process with the clock and the secret of the recording."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from tests.live.conftest import Start, starting

NOW = datetime(2020, 12, 16, 8, 30, tzinfo=UTC)
SECRET = "the secret of a release that is gone"


@pytest.fixture
async def start(tmp_path: Path) -> AsyncIterator[Start]:
    async with starting(tmp_path) as one:
        yield partial(one, now=lambda: NOW, secret_key=SECRET)
