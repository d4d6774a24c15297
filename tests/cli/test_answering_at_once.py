"""`--help` and `--version` load nothing heavy."""

import subprocess
import sys

import pytest

import server

HEAVY = {"sqlalchemy", "starlette", "uvicorn", "redis", "pydantic", "websockets", "alembic"}


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_answers_without_loading_what_serving_needs(option: str) -> None:
    script = (
        "import sys\nfrom server.cli import main\n"
        f"try:\n    main([{option!r}])\nexcept SystemExit:\n    pass\n"
        "print(*sorted({name.split('.')[0] for name in sys.modules}), sep='\\n', file=sys.stderr)"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert HEAVY & set(done.stderr.split()) == set()
    assert done.stdout.startswith("Usage:" if option == "--help" else f"suara, version {server.__version__}")
