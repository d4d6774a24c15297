"""Long work of this process's own, done on the event loop but never for long at once.

On the loop and not in a thread: a thread that computes takes the interpreter for 5 ms whenever the loop lets
go of it, which is at every write to a socket.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Iterable
from typing import TypeVar

SLICE_S = 0.003

Step = TypeVar("Step")


async def sliced(steps: Iterable[Step]) -> AsyncIterator[Step]:
    """Goes through the steps; everybody else gets their turn after each that ends a slice."""
    ends_s = time.monotonic() + SLICE_S
    for step in steps:
        yield step
        if time.monotonic() >= ends_s:
            await asyncio.sleep(0)
            ends_s = time.monotonic() + SLICE_S
