"""Admission: a process that is seconds behind asks newcomers to come back later."""

import asyncio
import random
from collections.abc import Callable
from time import monotonic

from server.domain.model.refusal import Refused

BEHIND_S = 2.0  # what one turn of the event loop may take before newcomers are sent away
FRESH_S = 1.0  # for so long a slow turn counts, once it is over
PACE_PER_S = 1000  # at which those sent away are asked to come back: a quarter of what one core can take in
SOONEST_S, LATEST_S = 1.0, 60.0


class Admission:
    """Measures turns of the loop while people come: from a hello to when everything else has had its turn.

    A storm that the process keeps up with makes turns of tens of milliseconds, however large it is, and
    everybody is let in: what counts is not how many come, but that those who are in would wait for seconds.
    """

    def __init__(
        self, chance: Callable[[], float] = random.random, clock: Callable[[], float] = monotonic
    ) -> None:
        self._chance = chance
        self._clock = clock
        self._began_s: float | None = None  # the turn under way, if somebody came in it
        self._took_s = 0.0  # the last turn
        self._ended_s = 0.0
        self._away = 0.0  # how many are still to come back, if they come at the pace they were asked to
        self._away_at_s = 0.0

    def check(self) -> None:
        """Raises `Refused("overloaded")` with a random `retry_after_s`.

        The more newcomers were sent away, the further apart they are asked to come back.
        """
        now_s = self._clock()
        if self._began_s is None:
            self._began_s = now_s
            asyncio.get_running_loop().call_soon(self._turn_ended)
        slow = self._took_s > BEHIND_S and now_s - self._ended_s < FRESH_S
        if slow or now_s - self._began_s > BEHIND_S:
            raise Refused("overloaded", "too many come at once", retry_after_s=self._retry_after_s(now_s))

    def _turn_ended(self) -> None:
        assert self._began_s is not None
        self._ended_s = self._clock()
        self._took_s, self._began_s = self._ended_s - self._began_s, None

    def _retry_after_s(self, now_s: float) -> float:
        self._away = max(0.0, self._away - (now_s - self._away_at_s) * PACE_PER_S) + 1
        self._away_at_s = now_s
        spread_s = min(LATEST_S, SOONEST_S + self._away / PACE_PER_S)
        return round(SOONEST_S + self._chance() * spread_s, 2)
