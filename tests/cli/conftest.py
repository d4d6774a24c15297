"""The `suara` command on a data folder of the test, and a demo that many tests look at."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.processes import Done, Serving
from tests.processes import suara as run

Run = Callable[..., Done]


@pytest.fixture
def suara(tmp_path: Path) -> Run:
    """Runs a command; keywords are environment variables."""
    return partial(run, SUARA_DATA=str(tmp_path))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """One demo for all tests that keep its links and leave no question waiting."""
    serving = Serving(tmp_path_factory.mktemp("demo"), "demo")
    try:
        serving.start()
        yield serving
    finally:
        serving.stop()
