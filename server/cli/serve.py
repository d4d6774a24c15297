"""Commands that serve: `suara demo` and `suara serve`."""

import asyncio
import os
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from server.cli.options import command_line, data_option, port_option, settings_from, with_store

if TYPE_CHECKING:
    from server.run.serving import Ready
    from server.run.settings import Settings
    from server.store import Store


@click.command(short_help="Run the sample conference.")
@click.option("--host", help="Address to listen on (HOST, 127.0.0.1).")
@port_option
@click.option("--workers", type=int, help="Serving processes (WEB_CONCURRENCY, 1).")
@data_option
def demo(host: str | None, port: int | None, workers: int | None, data: Path | None) -> None:
    """Run the sample conference, on this machine alone unless told otherwise."""
    from server.cli import links
    from server.demo import FILE, SLUG

    found: links.Links = {}
    settings = settings_from(host=host, port=port, workers=workers, data=data)
    settings = _with_kept_secret(settings)

    async def seed(store: "Store") -> None:
        from datetime import UTC, datetime

        from server.conference.creation import create_conference
        from server.conference.importing.plan import read_plan

        await store.migrate()
        if all(programme.conference.slug != SLUG for programme in await store.programmes()):
            await create_conference(store, read_plan(FILE), datetime.now(UTC))
        found.update(await links.links_of_conference(store, settings, SLUG))

    _serve(settings, lambda is_empty: click.echo(links.banner(found)), before=seed)


@click.command()
@click.option("--host", help="Address to listen on (HOST, 127.0.0.1).")
@port_option
@click.option("--workers", type=int, help="Serving processes (WEB_CONCURRENCY, 1).")
@data_option
@click.option("--worker", is_flag=True, hidden=True)
def serve(host: str | None, port: int | None, workers: int | None, data: Path | None, worker: bool) -> None:
    """Serve the conferences in the database."""
    settings = settings_from(host=host, port=port, workers=workers, data=data)
    if worker:
        from server.run.workers import end_with_parent, tell_ready

        end_with_parent()
        _run(settings, lambda is_empty: tell_ready(), shared=True)
    else:
        _serve(settings, lambda is_empty: click.echo(_greeting(settings, data, is_empty=is_empty)))


def _greeting(settings: "Settings", data: Path | None, *, is_empty: bool) -> str:
    """The address, after a hint if there is no conference yet."""
    hint = f"There is no conference yet: add one with {command_line('import', 'FILE', data=data)}\n"
    return f"{hint if is_empty else ''}Suara is at {settings.public_url}"


def _with_kept_secret(settings: "Settings") -> "Settings":
    """The demo makes a secret for any database, and hands the same one to its workers."""
    from server.run.settings import secret_key

    secret = secret_key(settings, anywhere=True)
    os.environ["SECRET_KEY"] = secret
    return settings.model_copy(update={"secret_key": secret})


def _serve(
    settings: "Settings",
    ready: "Ready",
    before: Callable[["Store"], Coroutine[Any, Any, None]] | None = None,
) -> None:
    """Serve in this process, or in several under it; on SQLite only where nobody else does."""
    from server.run import data_folder

    with data_folder.lock(settings), data_folder.advertise(settings):
        if before is not None:
            with_store(settings, before)
        if not settings.rate_limit:
            click.echo("WARNING: SUARA_RATE_LIMIT=off lifts every limit per person and address.", err=True)
        if settings.workers == 1:
            _run(settings, ready)
        else:
            from server.run import logs
            from server.run.workers import supervise

            logs.configure()
            is_empty = _check(settings)
            sys.exit(asyncio.run(supervise(settings, lambda: ready(is_empty))))


def _check(settings: "Settings") -> bool:
    """Reports once, before workers start, an error that would stop each of them.

    Returns whether there is no conference yet.
    """
    from server.run.serving import listen
    from server.run.settings import secret_key

    secret_key(settings)
    listen(settings, shared=False).close()

    async def is_empty(store: "Store") -> bool:
        await store.migrate()
        return not await store.programmes()

    return with_store(settings, is_empty)


def _run(settings: "Settings", ready: "Ready", *, shared: bool = False) -> None:
    from server.run import logs, serving

    logs.configure()
    serving.run(settings, ready, shared=shared)
