"""The `suara` command as people run it: once, or serving in a process of its own until it is ended.

A command that runs to its end may run in the process of the test, which spares it a second of imports.
"""

import atexit
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from server.cli import main
from tests.servers import free_port

SUARA = [sys.executable, "-m", "server.cli"]
SECRET = "a secret that the tests know, and nobody else needs"
END_S = 30.0
OURS = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "HOST", "PORT", "WEB_CONCURRENCY", "FORWARDED_ALLOW_IPS")


def environment(**given: str) -> dict[str, str]:
    """Ours without any setting of whoever runs the tests, and with those given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SUARA_")}
    return {name: value for name, value in kept.items() if name not in OURS} | _bytecode() | given


@cache
def _bytecode() -> dict[str, str]:
    """Names a folder for compiled modules. Without one, each start of a process compiles for two seconds.

    `python -m tests` has one for all its parts; other runs make one and remove it at their end.
    """
    if "PYTHONPYCACHEPREFIX" in os.environ:
        return {}
    folder = tempfile.mkdtemp(prefix="suara-bytecode-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return {"PYTHONPYCACHEPREFIX": folder, "PYTHONDONTWRITEBYTECODE": ""}


Done = subprocess.CompletedProcess[str]


def suara(*arguments: str, **given: str) -> Done:
    """Runs a command to its end, in this process. Keywords are environment variables.

    It gets a thread of its own, because it runs an event loop. For commands that serve, or set up logging,
    there is `suara_process`.
    """
    absent = dict.fromkeys((*OURS, *(name for name in os.environ if name.startswith("SUARA_"))))
    with ThreadPoolExecutor(1) as thread:
        result = thread.submit(
            CliRunner().invoke, main, arguments, env=absent | given, catch_exceptions=False
        ).result(END_S)
    return Done(arguments, result.exit_code, result.stdout, result.stderr)


def suara_process(*arguments: str, **given: str) -> Done:
    """Runs a command to its end, in a process of its own."""
    return subprocess.run(
        [*SUARA, *arguments], env=environment(**given), capture_output=True, text=True, timeout=END_S
    )


class Serving:
    """`suara serve` or `suara demo` on a free port; what it complains of goes to a file.

    `command` and `checkout` may be set before the start, to run the `suara` of another checkout.
    """

    def __init__(self, folder: Path, *arguments: str, **given: str) -> None:
        self.command: Sequence[str] = SUARA
        self.checkout: Path | None = None
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.said: list[str] = []
        self._arguments = arguments or ("serve",)
        self._environment = environment(**{"SUARA_DATA": str(folder), "SUARA_RATE_LIMIT": "off", **given})
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Returns once it serves; on the same port as before."""
        self.launch()
        self.wait()

    def start_if_ended(self) -> None:
        self.start_all_ended(self)

    @staticmethod
    def start_all_ended(*servings: "Serving") -> None:
        """Starts those that do not run, at the same time."""
        ended = [serving for serving in servings if serving._process is None]
        for serving in ended:
            serving.launch()
        for serving in ended:
            serving.wait()

    def launch(self) -> None:
        assert self._process is None, "running already"
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "stderr").open("a") as stderr:
            self._process = subprocess.Popen(
                [*self.command, *self._arguments, "--port", str(self.port)],
                cwd=self.checkout,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=stderr,
                text=True,
            )

    def wait(self) -> None:
        """Until it says that it serves."""
        assert self._process is not None
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.said.append(line)
            if line.startswith(("Suara is at", "Scan to join")):
                return
        self.end()
        pytest.fail(f"it did not start: {self.stderr}")

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def stderr(self) -> str:
        return (self.folder / "stderr").read_text()

    def send(self, *numbers: int) -> None:
        assert self._process is not None
        for number in numbers:
            self._process.send_signal(number)

    def end(self, how: int = signal.SIGTERM) -> int:
        """Ends it, and returns its exit code."""
        self.send(how)
        return self.ended()

    def ended(self) -> int:
        assert self._process is not None
        process, self._process = self._process, None
        process.communicate(timeout=END_S)
        return process.returncode

    def stop(self) -> None:
        """Ends it, if a test has not yet."""
        if self._process is not None:
            self.end()
