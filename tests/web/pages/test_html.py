"""A page as it is written, and as it is sent."""

import pytest

from server.web.pages.html import Source, drawings, page, read_source
from server.web.pages.modules import LinkError

WRITTEN = """\
<html lang="{{language}}">
<head>
  <meta name="suara" data-address="{{address}}">
  <meta name="sheets" data-polls="{{css/polls.css}}">
  <link rel="icon" href="favicon.svg" type="image/svg+xml">
  <link rel="manifest" href="site.webmanifest">
  <link rel="stylesheet" href="css/base.css">
  <link rel="stylesheet" href="css/home.css">
  <script type="module" src="js/pages/home.js"></script>
</head>
<body>
  <a href="/">Home</a> <a href="#main">Main</a>
  <svg><use href="icons.svg#send"/></svg>
</body>
</html>
"""
DRAWN = drawings(
    '<svg xmlns="http://www.w3.org/2000/svg">\n  <symbol id="send"></symbol>\n</svg>\n',
    '<svg viewBox="0 0 1 1">\n  <path stroke="#000"/>\n</svg>\n',
)
FILES = {"css/polls.css": "/static/1/css/polls.css", "site.webmanifest": "/static/2/site.webmanifest"}


def _made(text: str) -> str:
    source = read_source("home.html", text)
    facts = {"language": "de", "address": "https://a.test/?a&b"}
    return page(source, ["/static/3/home.css"], "/static/4/home.js", DRAWN, FILES.__getitem__, facts)


def test_a_source_names_its_styles_and_its_script() -> None:
    assert read_source("home.html", WRITTEN) == Source(
        "home.html", WRITTEN, ("css/base.css", "css/home.css"), "js/pages/home.js"
    )


def test_a_page_names_addresses_and_has_its_icons_in_itself() -> None:
    assert (
        _made(WRITTEN)
        == """\
<html lang="de">
<head>
<meta name="suara" data-address="https://a.test/?a&amp;b">
<meta name="sheets" data-polls="/static/1/css/polls.css">
<link rel="icon" href="data:image/svg+xml,\
%3Csvg viewBox='0 0 1 1'%3E%3Cpath stroke='%23000'/%3E%3C/svg%3E" type="image/svg+xml">
<link rel="manifest" href="/static/2/site.webmanifest">
<link rel="stylesheet" href="/static/3/home.css">
<script type="module" src="/static/4/home.js"></script>
</head>
<body>
<a href="/">Home</a> <a href="#main">Main</a>
<svg><use href="#icon-send"/></svg>
<svg id="symbols" hidden>
<symbol id="icon-send"></symbol>
</svg>
</body>
</html>
"""
    )


@pytest.mark.parametrize(
    ("written", "instead", "error"),
    [
        ("{{address}}", "{{adress}}", r"^home\.html:3: there is no adress$"),
        ("site.webmanifest", "sites.webmanifest", r"^home\.html:6: there is no sites\.webmanifest$"),
        (
            "</head>",
            '<script type="module" src="js/a.js"></script></head>',
            r"^home\.html:1: a page has one script",
        ),
    ],
)
def test_a_name_that_nobody_knows(written: str, instead: str, error: str) -> None:
    with pytest.raises(LinkError, match=error):
        _made(WRITTEN.replace(written, instead))
