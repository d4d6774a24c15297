"""Commands that write. On SQLite a running server is the only writer, so they ask it to do the work."""

import asyncio
import json
import urllib.error
import urllib.request
from collections.abc import Awaitable, Callable

from server.run import data_folder
from server.run.settings import ConfigurationError, Settings, secret_key
from server.store import FolderInUse, Store, database_url
from server.tokens import Keyring

ANSWER_S = 30.0


def run_here_or_delegate(
    settings: Settings, ourselves: Callable[[Store], Awaitable[None]], path: str, body: bytes = b""
) -> None:
    """Runs `ourselves` if no process has locked the data folder, else sends `body` to the server at `path`.

    Raises `ConfigurationError` with the server's sentence if it would not.
    """

    async def alone() -> None:
        store = await Store.open(database_url(settings.database_url, settings.data))
        try:
            await store.migrate()
            await ourselves(store)
        finally:
            await store.close()

    try:
        with data_folder.lock(settings):
            asyncio.run(alone())
    except FolderInUse:
        _ask(settings, path, body)


def _ask(settings: Settings, path: str, body: bytes) -> None:
    running = data_folder.running_server(settings)
    if running is None:
        raise ConfigurationError("The data folder is in use, and its server does not say where it is.")
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(str(running["host"]), str(running["host"]))  # noqa: S104
    address = f"[{host}]" if ":" in host else host
    request = urllib.request.Request(
        f"http://{address}:{running['port']}{path}",
        data=body,
        headers={"Authorization": f"Bearer {Keyring(secret_key(settings)).admin_key()}"},
    )
    try:
        with urllib.request.urlopen(request, timeout=ANSWER_S):  # noqa: S310 - our own server, by http
            return
    except urllib.error.HTTPError as error:
        raise ConfigurationError(_sentence(error)) from None
    except (urllib.error.URLError, TimeoutError) as error:
        raise ConfigurationError(f"The server on this data folder did not answer ({error}).") from None


def _sentence(error: urllib.error.HTTPError) -> str:
    try:
        return str(json.loads(error.read())["message"])
    except (ValueError, KeyError, TypeError):
        return f"The server on this data folder did not do it (HTTP {error.code})."
