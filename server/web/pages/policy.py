"""The Content Security Policy of the pages (Content Security Policy Level 3; Trusted Types)."""

import re
from urllib.parse import urlsplit

TRUSTED_TYPES = "suara-sw"
"""The only policy of Trusted Types that scripts may make.

A page needs one to register a service worker. Any other would turn text into markup or into code again,
a policy named `default` even unasked.
"""

_HOST = re.compile(r"[a-z0-9.-]+(:[0-9]+)?", re.ASCII)


def content_security_policy(public_url: str) -> str:
    """The policy of a page at `public_url`: everything comes from this server, but for streams."""
    return "; ".join(
        (
            "default-src 'self'",
            "img-src 'self' data:",
            "media-src 'self' https:",
            " ".join(("connect-src 'self'", *_sockets(public_url))),
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "object-src 'none'",
            "require-trusted-types-for 'script'",
            f"trusted-types {TRUSTED_TYPES}",
        )
    )


def _sockets(public_url: str) -> tuple[str, ...]:
    """The origin of the sockets, for browsers in which 'self' covers no sockets (Safari before 16).

    It comes from the settings and never from a request's `Host`, which is the text of whoever asks. A host
    that the syntax of policies can't hold (an IPv6 address) is left out: 'self' covers it.
    """
    parts = urlsplit(public_url)
    host = parts.netloc.rpartition("@")[2].lower()
    if not _HOST.fullmatch(host):
        return ()
    return (f"{'wss' if parts.scheme == 'https' else 'ws'}://{host}",)
