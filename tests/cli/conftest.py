"""The `suara` command on a data folder of the test: run to its end, or serving until the test is over."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.processes import END_S, SUARA, Serving, environment
from tests.processes import suara as run

Run = Callable[..., subprocess.CompletedProcess[str]]
Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def suara(tmp_path: Path) -> Run:
    """Runs a command; keywords are environment variables."""
    return lambda *arguments, **given: run(*arguments, **{"SUARA_DATA": str(tmp_path), **given})


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Start]:
    """Starts a serving one and returns when it has said `until`; `seen` is all that it said by then."""
    processes: list[subprocess.Popen[str]] = []

    def start(*arguments: str, until: str, **given: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [*SUARA, *arguments],
            env=environment(**{"SUARA_DATA": str(tmp_path), **given}),
            stdout=subprocess.PIPE,
            text=True,
        )
        processes.append(process)
        assert process.stdout is not None
        seen = ""
        for line in process.stdout:
            seen += line
            if until in line:
                break
        else:
            pytest.fail(f"it ended before it said {until!r}: {seen}")
        process.seen = seen  # type: ignore[attr-defined]
        return process

    yield start
    for process in processes:
        process.terminate()
        process.communicate(timeout=END_S)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """One demo for the tests that leave it as it was."""
    serving = Serving(tmp_path_factory.mktemp("demo"), "demo")
    try:
        serving.start()
        yield serving
    finally:
        serving.stop()
