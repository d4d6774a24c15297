"""Fixtures that everything may use: real servers, started once per test process and only when asked for."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.servers import PostgresServer, RedisServer

settings.register_profile("short", max_examples=15)
settings.register_profile("long", max_examples=120)
settings.load_profile("short")  # unless the command line names another


@pytest.fixture(scope="session")
def redis_server() -> Iterator[RedisServer]:
    server = RedisServer()
    server.start()
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    server = PostgresServer()
    server.start()
    try:
        yield server
    finally:
        server.stop()
