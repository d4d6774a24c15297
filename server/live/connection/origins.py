"""Origins of pages that may open sockets here. CORS does not cover WebSockets, so this is our own check."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from urllib.parse import urlsplit

KEPT = 64  # origins; nearly everybody comes from one of a few


class Origins:
    """This host's own pages, and those of the origins that the settings allow."""

    def __init__(self, allowed: Iterable[str] = ()) -> None:
        self._allowed = {_normal(origin) for origin in allowed} - {None}

    def allow(self, headers: Mapping[str, str]) -> bool:
        """`Origin` is sent by every browser; programs that send none are not led here by a foreign page."""
        origin = headers.get("origin")
        if origin is None:
            return True
        normal = _normal(origin)
        host = headers.get("host", "")
        ours = (_normal(f"http://{host}"), _normal(f"https://{host}"))
        return normal is not None and (normal in self._allowed or normal in ours)


@lru_cache(KEPT)
def _normal(origin: str) -> str | None:
    """Scheme, host and port, with the scheme's own port written out. `None` if the text is no origin."""
    try:
        parts = urlsplit(origin)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError:
        return None
    if port is None or not parts.hostname or "@" in parts.netloc:
        return None
    return f"{parts.scheme}://{parts.hostname.lower()}:{port}"
