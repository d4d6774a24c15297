"""Requests from this machine itself, as opposed to those that a proxy on it passes on."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.requests import Request

_OF_PROXIES = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")


def is_local(request: Request) -> bool:
    """Whether the peer is on this machine, is no proxy by its headers, and asked for this machine by name.

    A proxy that adds no header and passes on the Host that it was asked for is told by that Host. One that
    writes a Host of its own cannot be told from a local program.
    """
    relayed = any(name in request.headers for name in _OF_PROXIES)
    hosts = request.headers.getlist("host")
    return (
        request.client is not None
        and _is_loopback(request.client.host)
        and not relayed
        and len(hosts) == 1
        and is_of_this_machine(f"//{hosts[0]}")
    )


def is_of_this_machine(url: str) -> bool:
    """Whether only programs on this machine can reach what a URL names."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    return host == "localhost" or _is_loopback(host)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
