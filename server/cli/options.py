"""The options, settings and database access that several commands share."""

import asyncio
import os
import shlex
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from server.run.settings import Settings
    from server.store import Store

T = TypeVar("T")


def port_option(command: Callable[..., None]) -> Callable[..., None]:
    return click.option("--port", type=int, help="Port to listen on (PORT, 8000).")(command)


def data_option(command: Callable[..., None]) -> Callable[..., None]:
    kind = click.Path(path_type=Path, file_okay=False)
    return click.option("--data", type=kind, help="Data folder (SUARA_DATA, ./data).")(command)


def command_line(*words: str, data: Path | None) -> str:
    """A command to type next, on the folder that was named in this one."""
    return shlex.join(["suara", *words, *(() if data is None else ("--data", str(data)))])


def settings_from(**given: object) -> "Settings":
    """The settings of the environment, with those `given` on the command line in their place.

    From here on the process makes files that only its own user reads: the data folder holds people's
    unpublished questions and names. Raises `ConfigurationError`.
    """
    from server.run import settings

    os.umask(0o077)

    return settings.read(**given)


def with_store(
    settings: "Settings",
    work: Callable[["Store"], Coroutine[Any, Any, T]],
    *,
    read_only: bool = False,
    writing: bool = False,
) -> T:
    """Do something with the store, beside a running server or (`writing`) only where none runs."""
    from server.run import data_folder
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
        with data_folder.lock(settings):
            return asyncio.run(opened())
    return asyncio.run(opened())
