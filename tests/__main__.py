"""Every check of the project, cheapest first: `./suara test`.

./suara test            everything but what follows
./suara test --looks    every page in several sizes and schemes: accessibility, overflow, screenshots
./suara test --long     long forms: more examples, more scenarios, longer ones
./suara test ARGUMENTS  pytest with these arguments
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import gettempdir

import playwright

PURE = [
    "tests/domain",
    "tests/wire",
    "tests/test_architecture.py",
    "tests/test_pages_architecture.py",
    "tests/test_tokens.py",
]
BROWSERS = ["tests/e2e"]
NODE = Path(playwright.__file__).parent / "driver" / "node"
OTHERS = {"--looks": ["-m", "looks"], "--long": ["-m", "long or walk", "--hypothesis-profile=long"]}
BYTECODE = Path(".pytest_cache", "bytecode").absolute()


class Part:
    """One command, started at once and beside the others. What it prints is held back if it is `quiet`."""

    def __init__(self, name: str, *command: str, quiet: bool = False) -> None:
        self._name = name
        self._began_s = time.monotonic()
        if not quiet:
            print(f"\n── {name}", flush=True)
        output = subprocess.PIPE if quiet else None
        self._process = subprocess.Popen(command, stdout=output, stderr=output and subprocess.STDOUT)
        self._quiet = quiet

    def failed(self) -> bool:
        """Waits for its end."""
        output, _ = self._process.communicate()
        if self._quiet:
            print(f"\n── {self._name}", flush=True)
            sys.stdout.buffer.write(output)
        print(f"({time.monotonic() - self._began_s:.0f} s)", flush=True)
        return self._process.returncode != 0


def _python(*arguments: str) -> list[str]:
    return [sys.executable, "-m", *arguments]


def _pytest(workers: int, *arguments: str) -> list[str]:
    """Two workers keep two cores busy with rules; servers and browsers are also waited for."""
    return _python("pytest", "-q", "-n", str(workers), *arguments)


def _everything() -> int:
    """Runs all parts, whatever fails, and returns how many failed."""
    scripts = sorted(str(path) for path in Path("tests/js").rglob("*.test.js"))
    failed = [
        Part("style", *_python("ruff", "check", "--quiet", ".")).failed(),
        Part("format", *_python("ruff", "format", "--check", "--quiet", ".")).failed(),
        Part("pages' logic", str(NODE), "--test", "--test-reporter=dot", *scripts).failed(),
    ]
    types = Part("types", *_python("mypy"), quiet=True)
    others = [f"--ignore={path}" for path in (*PURE, *BROWSERS)]
    failed += [
        Part("rules and wire", *_pytest(2, "--dist=worksteal", *PURE)).failed(),
        types.failed(),
        # Files stay whole, because what several tests of a file share is dear to start.
        Part("servers", *_pytest(3, "--dist=loadfile", *others)).failed(),
        Part("browsers", *_pytest(3, "--dist=worksteal", *BROWSERS)).failed(),
    ]
    return sum(failed)


def main() -> int:
    # Python compiles a module once for all processes, even where it may write nothing beside the sources.
    # Modules of temporary folders are other ones in each run.
    shutil.rmtree(BYTECODE.joinpath(*Path(gettempdir()).parts[1:]), ignore_errors=True)
    os.environ |= {"PYTHONPYCACHEPREFIX": str(BYTECODE), "PYTHONDONTWRITEBYTECODE": ""}
    arguments = sys.argv[1:]
    if arguments and arguments[0] in OTHERS:
        return Part(arguments[0].strip("-"), *_pytest(3, *OTHERS[arguments[0]], *arguments[1:])).failed()
    if arguments:
        return subprocess.run(_python("pytest", *arguments), check=False).returncode
    failed = _everything()
    print(f"\n{failed} of the parts above failed." if failed else "\nAll parts passed.", flush=True)
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
