"""The `suara` command. Imports what a command needs when it runs, so that `--help` answers at once."""

import json
import os
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from server import __version__

if TYPE_CHECKING:
    from server.settings import Settings
    from server.store import Store

T = TypeVar("T")


_SAID_IN_WORDS = (
    "server.settings",
    "server.store.errors",
    "server.store.folder",
    "server.live.importing",
)


class _InWords(click.Group):
    """What people can mend is one sentence and a non-zero exit, never a stack trace."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Exception as error:
            if type(error).__module__ not in _SAID_IN_WORDS:
                raise
            click.echo(f"suara: {error}", err=True)
            sys.exit(1)


@click.group(cls=_InWords, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="suara")
def main() -> None:
    """Suara: the live side of a conference."""


def _port(command: Callable[..., None]) -> Callable[..., None]:
    return click.option("--port", type=int, help="Port to listen on (PORT, 8000).")(command)


def _data(command: Callable[..., None]) -> Callable[..., None]:
    kind = click.Path(path_type=Path, file_okay=False)
    return click.option("--data", type=kind, help="Data folder (SUARA_DATA, ./data).")(command)


@main.command()
@click.option("--host", help="Address to listen on (HOST, 127.0.0.1).")
@_port
@click.option("--workers", type=int, help="Serving processes (WEB_CONCURRENCY, 1).")
@_data
def demo(host: str | None, port: int | None, workers: int | None, data: Path | None) -> None:
    """Run the sample conference, on this machine alone unless told otherwise."""
    from server import links
    from server.demo import FILE, SLUG

    found: links.Links = {}
    settings = _settings(host=host, port=port, workers=workers, data=data)
    settings = _with_kept_secret(settings)

    async def seed(store: "Store") -> None:
        from datetime import UTC, datetime

        from server.live import importing

        await store.migrate()
        programme = await store.programme()
        if all(conference.slug != SLUG for conference in programme.conferences):
            await importing.add(store, importing.read_plan(FILE), datetime.now(UTC))
        found.update(await links.of(store, settings, SLUG))

    _serve(settings, lambda: click.echo(links.banner(found)), before=seed)


@main.command()
@click.option("--host", help="Address to listen on (HOST, 127.0.0.1).")
@_port
@click.option("--workers", type=int, help="Serving processes (WEB_CONCURRENCY, 1).")
@_data
@click.option("--worker", is_flag=True, hidden=True)
def serve(host: str | None, port: int | None, workers: int | None, data: Path | None, worker: bool) -> None:
    """Serve the conferences in the database."""
    settings = _settings(host=host, port=port, workers=workers, data=data)
    if worker:
        from server.workers import end_with_parent, tell_ready

        end_with_parent()
        _run(settings, tell_ready, shared=True)
    else:
        _serve(settings, lambda: click.echo(f"Suara is at {settings.public_url}"))


@main.command()
@_data
def migrate(data: Path | None) -> None:
    """Bring the database to what this release reads."""
    _with_store(_settings(data=data), lambda store: store.migrate(), writing=True)


@main.command()
@click.argument("conference")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.option("--rotate", is_flag=True, help="Replace every link by a new one; the old ones end at once.")
@_data
def links(conference: str, as_json: bool, rotate: bool, data: Path | None) -> None:
    """Show the links of every role in a conference."""
    from server import links as its

    settings = _settings(data=data)
    if rotate:
        its.rotate(settings, conference)
    found = _with_store(settings, lambda store: its.of(store, settings, conference), read_only=True)
    click.echo(json.dumps(found, ensure_ascii=False) if as_json else its.table(found))


@main.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_data
def import_file(file: Path, data: Path | None) -> None:
    """Add a conference from a JSON file."""
    from datetime import UTC, datetime

    from server import beside
    from server.live import importing

    plan = importing.read_plan(file)

    async def add(store: "Store") -> None:
        await importing.add(store, plan, datetime.now(UTC))

    beside.change(_settings(data=data), add, "/manage/import", file.read_bytes())
    click.echo(f"Added {plan.conference.title}: suara links {plan.conference.slug}")


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1)
def test(arguments: tuple[str, ...]) -> None:
    """Check everything (in a checkout); arguments go to pytest."""
    checks = Path(__file__).resolve().parent.parent / "tests" / "__main__.py"
    if not checks.exists():
        raise click.ClickException("the tests are in the checkout, not in the installed package")
    os.chdir(checks.parent.parent)
    os.execv(sys.executable, [sys.executable, "-m", "tests", *arguments])  # noqa: S606 - our own, by path


@main.command(context_settings={"ignore_unknown_options": True}, add_help_option=False)
@click.argument("arguments", nargs=-1)
def bench(arguments: tuple[str, ...]) -> None:
    """Load this machine's Suara and say what it cost (in a checkout)."""
    load = Path(__file__).resolve().parent.parent / "tests" / "load"
    if not load.exists():
        raise click.ClickException("the benchmarks are in the checkout, not in the installed package")
    if sys.platform != "linux":
        raise click.ClickException("the benchmarks need Linux: they take epoll and /proc")
    os.chdir(load.parent.parent)
    os.execv(sys.executable, [sys.executable, "-m", "tests.load", *arguments])  # noqa: S606 - our own, by path


# ---- what the commands share


def _settings(**given: object) -> "Settings":
    from server import settings

    return settings.read(**given)


def _with_kept_secret(settings: "Settings") -> "Settings":
    """The demo makes a secret for any database, and hands the same one to its workers."""
    from server.settings import secret_key

    secret = secret_key(settings, anywhere=True)
    os.environ["SECRET_KEY"] = secret
    return settings.model_copy(update={"secret_key": secret})


def _serve(
    settings: "Settings",
    ready: Callable[[], None],
    before: Callable[["Store"], Coroutine[Any, Any, None]] | None = None,
) -> None:
    """Serve in this process, or in several under it; on SQLite only where nobody else does."""
    import asyncio

    from server import folder

    with folder.held(settings), folder.announced(settings):
        if before is not None:
            _with_store(settings, before)
        if not settings.rate_limit:
            click.echo("WARNING: SUARA_RATE_LIMIT=off lifts every limit per person and address.", err=True)
        if settings.workers == 1:
            _run(settings, ready)
        else:
            from server.workers import supervise

            _check(settings)
            sys.exit(asyncio.run(supervise(settings, ready)))


def _check(settings: "Settings") -> None:
    """What would keep every worker from starting is said here, once."""
    from server.serving import listen
    from server.settings import secret_key

    secret_key(settings)
    listen(settings, shared=False).close()
    _with_store(settings, lambda store: store.migrate())


def _run(settings: "Settings", ready: Callable[[], None], *, shared: bool = False) -> None:
    from server import logs, serving

    logs.configure()
    serving.run(settings, ready, shared=shared)


def _with_store(
    settings: "Settings",
    work: Callable[["Store"], Coroutine[Any, Any, T]],
    *,
    read_only: bool = False,
    writing: bool = False,
) -> T:
    """Do something with the store, beside a running server or (`writing`) only where none runs."""
    import asyncio

    from server import folder
    from server.store import Store, database_url

    async def opened() -> T:
        store = await Store.open(
            database_url(settings.database_url, settings.data), read_only=read_only and settings.on_sqlite
        )
        try:
            return await work(store)
        finally:
            await store.close()

    if writing:
        with folder.held(settings):
            return asyncio.run(opened())
    return asyncio.run(opened())


if __name__ == "__main__":
    main()
