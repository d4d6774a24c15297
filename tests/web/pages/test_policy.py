"""The Content Security Policy of the pages: what it allows, and from where."""

import pytest

from server.web.pages.policy import content_security_policy

OF_LOCALHOST = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "media-src": ["'self'", "https:"],
    "connect-src": ["'self'", "ws://localhost:8000"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "object-src": ["'none'"],
    "require-trusted-types-for": ["'script'"],
    "trusted-types": ["suara-sw"],
}


def directives(public_url: str) -> dict[str, list[str]]:
    parts = [part.split() for part in content_security_policy(public_url).split(";")]
    return {name: values for name, *values in parts}


def test_everything_comes_from_here_but_for_streams() -> None:
    assert directives("http://localhost:8000") == OF_LOCALHOST


@pytest.mark.parametrize(
    ("public_url", "sockets"),
    [
        ("https://ask.example.org", ["wss://ask.example.org"]),
        ("https://Ask.Example.org:8443/below", ["wss://ask.example.org:8443"]),
        ("http://192.0.2.7:8000", ["ws://192.0.2.7:8000"]),
        ("https://[2001:db8::7]:8000", []),
        ("https://münchen.example", []),
        ("https://a;script-src", []),
        ("https://a,b", []),
        ("https://*", []),
    ],
)
def test_sockets_go_to_the_public_host_and_nowhere_else(public_url: str, sockets: list[str]) -> None:
    assert directives(public_url) == {**OF_LOCALHOST, "connect-src": ["'self'", *sockets]}
