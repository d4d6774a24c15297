"""Counters and histograms of a process, for Prometheus."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate

from prometheus_client import CollectorRegistry, Counter
from prometheus_client.core import HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

_COMMIT_BUCKETS_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_TICK_BUCKETS_S = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 5)


class Durations(Collector):
    """A histogram of durations in seconds, for use on the event loop only.

    The library's histogram takes a lock for each of its buckets, because any thread may use it.
    """

    def __init__(
        self, name: str, documentation: str, *, buckets: Sequence[float], registry: CollectorRegistry
    ) -> None:
        self._name = name
        self._documentation = documentation
        self._buckets_s = buckets
        self._counts = [0] * (len(buckets) + 1)
        self._sum_s = 0.0
        registry.register(self)

    def observe(self, took_s: float) -> None:
        self._counts[bisect_left(self._buckets_s, took_s)] += 1
        self._sum_s += took_s

    def collect(self) -> Iterator[Metric]:
        bounds = [*(str(float(bound)) for bound in self._buckets_s), "+Inf"]
        counts = list(zip(bounds, accumulate(self._counts), strict=True))
        yield HistogramMetricFamily(self._name, self._documentation, counts, self._sum_s)


class Metrics:
    """The metrics of one process. None of them has a label with more than a few values."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.commits = Durations(
            "suara_commit_seconds",
            "Time to decide, store and apply a batch of commands, also one that was not stored",
            buckets=_COMMIT_BUCKETS_S,
            registry=self.registry,
        )
        self.commands = Counter(
            "suara_commands",
            "Commands decided in batches, also refused ones",
            registry=self.registry,
        )
        self.failed_commits = Counter(
            "suara_failed_commits",
            "Batches of commands that the store did not store",
            registry=self.registry,
        )
        self.went_back = Counter(
            "suara_records_gone_back",
            "Rooms whose record was found to be older than what this process had, or another",
            registry=self.registry,
        )
        self.refusals = Counter("suara_refusals", "Refusals sent, by code", ["code"], registry=self.registry)
        self.ticks = Durations(
            "suara_tick_lag_seconds",
            "Time from the first change of a room to the end of the tick that told its browsers",
            buckets=_TICK_BUCKETS_S,
            registry=self.registry,
        )
