"""Tasks with an owner: they end with it, and none dies unnoticed."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, TypeVar

import structlog

log = structlog.get_logger()

T = TypeVar("T")


class Tasks:
    """`permanent` are those that are never over: one that dies is begun anew."""

    def __init__(self, permanent: Mapping[str, Callable[[], Coroutine[Any, Any, None]]]) -> None:
        self._permanent = permanent
        self._tasks: set[asyncio.Task[Any]] = set()

    def start(self) -> None:
        for name in self._permanent:
            self._start_permanent(name)

    def own(self, coroutine: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
        """One that nobody waits for: what it dies of is logged."""
        task = self._begin(coroutine, name)
        task.add_done_callback(self._ended)
        return task

    def awaited(self, coroutine: Coroutine[Any, Any, T], name: str) -> asyncio.Task[T]:
        """One for whoever waits for it, shielded: they are told what becomes of it, whoever of them stays."""
        task = self._begin(coroutine, name)
        task.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
        return task

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _begin(self, coroutine: Coroutine[Any, Any, T], name: str) -> asyncio.Task[T]:
        task = asyncio.get_running_loop().create_task(coroutine, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def _start_permanent(self, name: str) -> None:
        self.own(self._permanent[name](), name)

    def _ended(self, task: asyncio.Task[None]) -> None:
        if task.cancelled() or task.exception() is None:
            return
        log.error("a task died", task=task.get_name(), exc_info=task.exception())
        if task.get_name() in self._permanent:
            self._start_permanent(task.get_name())
