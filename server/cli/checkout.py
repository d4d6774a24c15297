"""Commands of a checkout, for people who work on Suara: `suara test` and `suara bench`."""

import os
import sys
from pathlib import Path

import click


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1)
def test(arguments: tuple[str, ...]) -> None:
    """Check everything (in a checkout); arguments go to pytest."""
    checks = Path(__file__).resolve().parents[2] / "tests" / "__main__.py"
    if not checks.exists():
        raise click.ClickException("the tests are in the checkout, not in the installed package")
    os.chdir(checks.parent.parent)
    os.execv(sys.executable, [sys.executable, "-m", "tests", *arguments])  # noqa: S606 - our own, by path


@click.command(context_settings={"ignore_unknown_options": True}, add_help_option=False)
@click.argument("arguments", nargs=-1)
def bench(arguments: tuple[str, ...]) -> None:
    """Load this machine's Suara and say what it cost (in a checkout)."""
    load = Path(__file__).resolve().parents[2] / "tests" / "load"
    if not load.exists():
        raise click.ClickException("the benchmarks are in the checkout, not in the installed package")
    if sys.platform != "linux":
        raise click.ClickException("the benchmarks need Linux: they take epoll and /proc")
    os.chdir(load.parent.parent)
    os.execv(sys.executable, [sys.executable, "-m", "tests.load", *arguments])  # noqa: S606 - our own, by path
