"""Every check of the project, cheapest first: `./suara test`. With arguments, pytest alone with those."""

import subprocess
import sys
from pathlib import Path

import playwright

PURE = ["tests/domain", "tests/wire", "tests/test_architecture.py", "tests/test_pages_architecture.py"]
NODE = Path(playwright.__file__).parent / "driver" / "node"


def _run(what: str, *command: str) -> int:
    print(f"\n── {what}", flush=True)
    return subprocess.run(command, check=False).returncode


def _python(*arguments: str) -> list[str]:
    return [sys.executable, "-m", *arguments]


def _everything() -> int:
    """Runs all of it, whatever fails, and returns how many parts failed."""
    scripts = sorted(str(path) for path in Path("tests/js").rglob("*.test.js"))
    ignored = [f"--ignore={path}" for path in PURE]
    return sum(
        code != 0
        for code in (
            _run("style", *_python("ruff", "check", "--quiet", ".")),
            _run("format", *_python("ruff", "format", "--check", "--quiet", ".")),
            _run("rules and wire", *_python("pytest", "-q", "-n", "2", *PURE)),
            _run("pages' logic", str(NODE), "--test", "--test-reporter=dot", *scripts),
            _run("types", *_python("mypy")),
            _run("everything with servers and browsers", *_python("pytest", "-q", "-n", "2", *ignored)),
        )
    )


def main() -> int:
    arguments = sys.argv[1:]
    if arguments:
        return subprocess.run(_python("pytest", *arguments), check=False).returncode
    failed = _everything()
    print(f"\n{failed} of the parts above failed." if failed else "\nAll parts passed.", flush=True)
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
