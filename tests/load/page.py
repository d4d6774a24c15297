"""The files of a first visit, found from the page and from the modules and style sheets it names."""

import re
import urllib.request
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

ROLE_KINDS = {"stylesheet": "style", "modulepreload": "script", "preload": "words", "icon": "icon"}
"""Kind of file by the `rel` of the link that names it. A manifest is only read when a page is installed."""

ACCEPT = {
    "page": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
    "style": "text/css,*/*;q=0.1",
    "icon": "image/avif,image/webp,image/svg+xml,image/*,*/*;q=0.8",
}
AGENT = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/141.0.0.0 Mobile Safari/537.36"
)
STATIC_IMPORT = re.compile(
    r"""(?:^|;)\s*(?:import|export)\b\s*(?:[\w$*{}\s,]+?\bfrom\b\s*)?["']([^"'\n]+)["']""", re.MULTILINE
)
IN_STYLE = re.compile(r"""(?:@import\s+|url\(\s*)["']?([^"')\s]+)""")


@dataclass(frozen=True, slots=True)
class File:
    """`named_by` is the path of the file that has to arrive before a browser can ask for this one."""

    path: str
    kind: str
    named_by: str | None = None


def files_of_first_visit(port: int, path: str) -> list[File]:
    """The page at `path` and all that a browser fetches of it before it is idle, each once.

    Counted are style sheets and what they name, scripts, preloads, icons, and modules by their static
    imports. Not counted are modules that a script imports later by `import()`, unless the page preloads them.
    Raises `urllib.error.HTTPError` if a file that is named does not exist.
    """
    files = {path: File(path, "page")}
    unread = deque([path])
    while unread:
        file = files[unread.popleft()]
        for address, kind in named_files(file, _text(port, file.path)):
            found = urldefrag(urljoin(f"http://127.0.0.1:{port}{file.path}", address)).url
            named = urlsplit(found)
            if named.scheme == "http" and named.port == port and named.path not in files:
                files[named.path] = File(named.path, kind, file.path)
                unread.append(named.path)
    return list(files.values())


def request(port: int, file: File) -> bytes:
    """The request of a phone's browser for this file."""
    kind = file.kind
    fields = {
        "Host": f"127.0.0.1:{port}",
        "Connection": "keep-alive",
        "User-Agent": AGENT,
        "Accept": ACCEPT.get(kind, "*/*"),
        "Accept-Encoding": "gzip, deflate, br",
        "Accept-Language": "en",
        "Sec-Fetch-Site": "none" if kind == "page" else "same-origin",
        "Sec-Fetch-Mode": {"page": "navigate", "script": "cors", "words": "cors"}.get(kind, "no-cors"),
        "Sec-Fetch-Dest": {"page": "document", "icon": "image", "words": "empty"}.get(kind, kind),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"GET {file.path} HTTP/1.1\r\n{head}\r\n".encode()


def _text(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as response:
        return str(response.read().decode())


def named_files(file: File, text: str) -> Iterator[tuple[str, str]]:
    """Addresses that this file, which holds `text`, names; and their kinds."""
    if file.kind == "page":
        page = _Page()
        page.feed(text)
        yield from page.named
    elif file.kind == "script":
        yield from ((found, "script") for found in STATIC_IMPORT.findall(text))
    elif file.kind == "style":
        for found in IN_STYLE.findall(text):
            yield found, "style" if found.endswith(".css") else "icon"


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.named: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "link" and given.get("rel") in ROLE_KINDS:
            kind = "script" if given.get("as") == "script" else ROLE_KINDS[given["rel"]]
            self.named.append((given["href"], kind))
        elif tag == "script" and "src" in given:
            self.named.append((given["src"], "script"))
        elif tag == "use" and not given["href"].startswith("#"):
            self.named.append((given["href"], "icon"))
        elif tag == "img" and given.get("src") and given.get("loading") != "lazy":
            self.named.append((given["src"], "icon"))
