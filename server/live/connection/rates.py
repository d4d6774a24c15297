"""Rates: token buckets per person and per address, counted in this process."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from ipaddress import IPv6Address, ip_address

from server.domain.model.refusal import Refused
from server.live.tuning import Rate


class Buckets:
    """One bucket per key. Beyond `keys` the least recently used are forgotten, and start full again."""

    def __init__(
        self, rate: Rate, clock: Callable[[], float], *, enabled: bool = True, keys: int = 200_000
    ) -> None:
        self._rate = rate
        self._clock = clock
        self._enabled = enabled
        self._keys = keys
        self._levels: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()  # tokens, at (s)

    def spend(self, key: Hashable) -> None:
        """Raises `Refused("rate")` with `retry_after_s` when the bucket is empty."""
        if not self._enabled:
            return
        rate, now_s = self._rate, self._clock()
        tokens, at_s = self._levels.pop(key, (rate.burst, now_s))
        tokens = min(rate.burst, tokens + (now_s - at_s) * rate.per_s)
        allowed = tokens >= 1
        self._levels[key] = (tokens - 1 if allowed else tokens, now_s)
        if len(self._levels) > self._keys:
            self._levels.popitem(last=False)
        if not allowed:
            raise Refused("rate", "too many at once", retry_after_s=round((1 - tokens) / rate.per_s, 2))


def network(address: str) -> str:
    """The network that counts as one address: of IPv6 the /64, which one household or venue has."""
    if ":" not in address:  # what is no IPv6 counts as it stands
        return address
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is None:
        return str(IPv6Address(int(parsed) >> 64 << 64))
    return str(getattr(parsed, "ipv4_mapped", None) or parsed)
