"""Commands for people who work on Suara."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from server.cli import checkout, main
from server.wire.protocol_js import FILES, module


def test_the_protocol_is_written_for_the_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkout, "CHECKOUT", tmp_path)
    for path in FILES:
        (tmp_path / "static" / "js" / path).parent.mkdir(parents=True, exist_ok=True)
    done = CliRunner().invoke(main, ["protocol"])
    assert done.output.split() == [f"static/js/{path}" for path in FILES]
    for path, constants in FILES.items():
        assert (tmp_path / "static" / "js" / path).read_text() == module(constants())


@pytest.mark.parametrize("command", ["protocol", "picture"])
def test_they_need_a_checkout(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkout, "CHECKOUT", tmp_path)
    done = CliRunner().invoke(main, [command])
    assert done.exit_code == 1
    assert "the checkout, not" in done.output
