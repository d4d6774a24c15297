"""The settings: environment variables, read and checked once at the start into a frozen value."""

import os
import secrets
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from server.errors import UserError
from server.store import database_url, usable_folder


class ConfigurationError(UserError):
    """Settings that cannot work; the message is one sentence that says what to do."""


class Settings(BaseSettings):
    """Names are those of the environment variables; the README has the table."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True)

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    workers: int = Field(default=1, ge=1, le=64, validation_alias="WEB_CONCURRENCY")
    database_url: str = ""
    redis_url: str | None = None
    secret_key: str | None = None
    data: Path = Field(default=Path("data"), validation_alias="SUARA_DATA")
    url: str | None = Field(default=None, validation_alias="SUARA_URL")
    origins: Annotated[tuple[str, ...], NoDecode] = Field(default=(), validation_alias="SUARA_ORIGINS")
    rate_limit: bool = Field(default=True, validation_alias="SUARA_RATE_LIMIT")
    modules: bool = Field(default=False, validation_alias="SUARA_MODULES")
    metrics_key: str | None = Field(default=None, validation_alias="SUARA_METRICS_KEY")
    forwarded_allow_ips: str = "127.0.0.1,::1"

    @field_validator("origins", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        """Separated by commas or white space."""
        return tuple(value.replace(",", " ").split()) if isinstance(value, str) else value

    @property
    def public_url(self) -> str:
        """The address in links, in QR codes and on the stage."""
        host = "localhost" if self.host in ("127.0.0.1", "0.0.0.0", "::", "::1") else self.host  # noqa: S104
        return (self.url or f"http://{host}:{self.port}").rstrip("/")

    @property
    def on_sqlite(self) -> bool:
        return not self.database_url or self.database_url.startswith("sqlite")


def read(**given: object) -> Settings:
    """The environment's settings, with those `given` on the command line in their place.

    Raises `ConfigurationError`.
    """
    fields = Settings.model_fields
    known: dict[str, Any] = {
        str(fields[name].validation_alias or name): value
        for name, value in given.items()
        if value is not None
    }
    try:
        settings = Settings(**known)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = str(first["loc"][0]).upper() if first["loc"] else "the environment"
        raise ConfigurationError(f"{name} is not right: {first['msg']}.") from None
    _check_addresses(settings)
    if settings.workers > 1 and settings.on_sqlite:
        raise ConfigurationError(
            "More than one worker needs PostgreSQL and Redis: set DATABASE_URL and REDIS_URL, "
            "or use one worker."
        )
    if settings.workers > 1 and not settings.redis_url:
        raise ConfigurationError(
            "More than one worker needs Redis between them: set REDIS_URL, or use one worker."
        )
    return settings


def _check_addresses(settings: Settings) -> None:
    """Raises `ConfigurationError`, with a sentence that never repeats an address: it may hold a password."""
    try:
        database_url(settings.database_url, settings.data)
    except ValueError as error:
        raise ConfigurationError(str(error)) from None
    if settings.url is not None and not _is_public(settings.url):
        raise ConfigurationError("SUARA_URL must be an address such as https://ask.example.org.")
    if settings.redis_url:
        from redis import asyncio as aioredis  # here, because commands without Redis need not wait for it

        try:
            aioredis.ConnectionPool.from_url(settings.redis_url)
        except ValueError:
            raise ConfigurationError(
                "REDIS_URL must be an address such as redis://localhost:6379/0."
            ) from None


def _is_public(url: str) -> bool:
    """Whether links can begin with this: it is an address of the web without a query and a fragment."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises if it is no number
    except ValueError:
        return False
    unfit = parts.query or parts.fragment or "@" in parts.netloc or not url.isprintable() or " " in url
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not unfit


def secret_key(settings: Settings, *, anywhere: bool = False) -> str:
    """The secret from the environment, or the one kept in the data folder, made at the first start.

    On a database of its own the secret must be given, since other machines need the same one; a kept one
    serves there too, and `anywhere` makes one even there. Raises `ConfigurationError` and `FolderUnusable`.
    """
    if settings.secret_key:
        if len(settings.secret_key) < 16:
            raise ConfigurationError("SECRET_KEY is too short: use at least 16 random characters.")
        return settings.secret_key
    kept = settings.data / "secret_key"
    if not (settings.on_sqlite or anywhere or kept.is_file()):
        raise ConfigurationError(
            "SECRET_KEY is missing: set it to 32 or more random characters, the same everywhere."
        )
    with usable_folder(settings.data):
        if not kept.exists():
            _keep(kept, secrets.token_urlsafe(32))
        secret = kept.read_text(errors="replace").strip()
    if len(secret) < 16:
        raise ConfigurationError(
            f"The secret in {kept} is damaged: restore it, or remove it and hand out new links."
        )
    return secret


def _keep(file: Path, secret: str) -> None:
    """Writes the file whole or not at all. A process killed half-way would leave an empty secret."""
    new = file.with_name(f"{file.name}.{os.getpid()}")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(secret + "\n")
        out.flush()
        os.fsync(out.fileno())
    new.replace(file)
