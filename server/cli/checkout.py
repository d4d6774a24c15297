"""Commands of a checkout, for people who work on Suara."""

import os
import sys
from pathlib import Path

import click

CHECKOUT = Path(__file__).resolve().parents[2]


@click.command(
    short_help="Check everything (in a checkout).", context_settings={"ignore_unknown_options": True}
)
@click.argument("arguments", nargs=-1, metavar="[--looks | --long | PYTEST ARGUMENTS...]")
def test(arguments: tuple[str, ...]) -> None:
    """Check everything (in a checkout): style, types, the rules, servers and pages.

    \b
    suara test            everything but what follows
    suara test --looks    every page in several sizes and schemes, with screenshots
    suara test --long     long forms: more examples, more scenarios, longer ones
    suara test ARGUMENTS  pytest with these arguments, such as tests/web -k csv
    """
    checks = CHECKOUT / "tests" / "__main__.py"
    if not checks.exists():
        raise click.ClickException("the tests are in the checkout, not in the installed package")
    os.chdir(CHECKOUT)
    os.execv(sys.executable, [sys.executable, "-m", "tests", *arguments])  # noqa: S606 - our own, by path


@click.command(
    short_help="Measure what it can carry (in a checkout).",
    context_settings={"ignore_unknown_options": True},
    add_help_option=False,
)
@click.argument("arguments", nargs=-1)
def bench(arguments: tuple[str, ...]) -> None:
    """Load this machine's Suara and say what it cost (in a checkout)."""
    load = CHECKOUT / "tests" / "load"
    if not load.exists():
        raise click.ClickException("the benchmarks are in the checkout, not in the installed package")
    if sys.platform != "linux":
        raise click.ClickException("the benchmarks need Linux: they take epoll and /proc")
    os.chdir(CHECKOUT)
    os.execv(sys.executable, [sys.executable, "-m", "tests.load", *arguments])  # noqa: S606 - our own, by path


@click.command(short_help="Write the pages' constants (in a checkout).")
def protocol() -> None:
    """Write what pages know of the rules (in a checkout): static/js/core/protocol.js and moderation.js."""
    from server.wire.protocol_js import FILES, module

    scripts = CHECKOUT / "static" / "js"
    if not scripts.exists():
        raise click.ClickException("the pages are in the checkout, not in the installed package")
    for path, constants in FILES.items():
        (scripts / path).write_text(module(constants()))
        click.echo(f"static/js/{path}")


@click.command(short_help="Draw the imports of the code (in a checkout).")
def picture() -> None:
    """Print the folders and the imports between them as a Mermaid flowchart (in a checkout)."""
    if not (CHECKOUT / "tests" / "picture.py").exists():
        raise click.ClickException("the picture is drawn from the checkout, not from the installed package")
    os.chdir(CHECKOUT)
    os.execv(sys.executable, [sys.executable, "-m", "tests.picture"])  # noqa: S606 - our own, by path
