"""The encoding and the language that a browser gets by its `Accept-…` headers."""

import pytest

from server.web.pages.negotiation import encoding, language


@pytest.mark.parametrize(
    ("header", "best"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("GZIP;q=0.5, BR;q=0.1", "br"),
        ("br;q=0, gzip;q=0.000", None),
        ("br; q=0, *", "gzip"),
        ("*", "br"),
        ("*;q=0", None),
        ("identity", None),
        ("br;q=x", None),
        ("", None),
    ],
)
def test_the_smallest_encoding_that_is_accepted(header: str, best: str | None) -> None:
    assert encoding(header) == best


@pytest.mark.parametrize(
    ("header", "chosen"),
    [
        ("de-DE,de;q=0.9,en;q=0.8", "de"),
        ("fr, id;q=0.4, de;q=0.5", "de"),
        ("de;q=0, id;q=0.1", "id"),
        ("th-Thai-TH", "th"),
        ("fr-FR, *", "en"),
        ("", "en"),
        (";;,,=", "en"),
    ],
)
def test_the_language_wanted_most(header: str, chosen: str) -> None:
    assert language(header, ("en", "de", "id", "th")) == chosen
