"""Files in memory, named by the hash of their content, compressed once for each encoding."""

import asyncio
import gzip
import hashlib
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import PurePosixPath

import brotli
from starlette.requests import Request
from starlette.responses import Response

from server.web.pages.negotiation import encoding

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}
IMMUTABLE = "public, max-age=31536000, immutable"
"""The address changes with the content, so that no browser asks twice."""
NOT_STORED = "no-store"

_Key = tuple[int, str | None, str]  # status, encoding, Cache-Control


def type_of(name: str) -> str:
    return TYPES.get(PurePosixPath(name).suffix, "application/octet-stream")


def hash_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


# Brotli's best takes 0.2 s for the largest script, which the event loop can't wait for.
_COMPRESSING = ThreadPoolExecutor(2, "compressing")


class Answer(Response):
    """A response that many requests share, so that it must not be changed.

    `fields` are the lines of its head after the status line, with the empty line at the end.
    """

    body: bytes

    def __init__(self, content: bytes | None, status: int, headers: Mapping[str, str]) -> None:
        super().__init__(content, status, headers)
        self.fields = b"".join(b"%b: %b\r\n" % field for field in self.raw_headers) + b"\r\n"


class File:
    """One content, and its answers to requests. It is compressed when it is first asked for."""

    def __init__(self, name: str, content: bytes, headers: Mapping[str, str] | None = None) -> None:
        self.name = name
        self.hash = hash_of(content)
        self._content = content
        self._compressed: dict[str, Future[bytes]] = {}
        self._answers: dict[_Key, Answer] = {}
        self._etag = f'W/"{self.hash}"'
        self._headers = {
            "Content-Type": type_of(name),
            "X-Content-Type-Options": "nosniff",
            "Vary": "Accept-Encoding",
            "ETag": self._etag,
            **(headers or {}),
        }

    @property
    def address(self) -> str:
        return f"/static/{self.hash}/{self.name}"

    async def respond(self, request: Request, cache: str, status: int = 200) -> Answer:
        """The answer with its `Cache-Control`, or 304 if the browser has the content already."""
        asked = request.headers
        key = self._key(asked.get("if-none-match"), asked.get("accept-encoding", ""), cache, status)
        if key not in self._answers:
            self._answers[key] = await self._answer(*key)
        return self._answers[key]

    def made(self, if_none_match: str | None, accept_encoding: str, cache: str) -> Answer | None:
        """The answer to these header fields, if `respond` has given it before."""
        return self._answers.get(self._key(if_none_match, accept_encoding, cache, 200))

    def _key(self, if_none_match: str | None, accept_encoding: str, cache: str, status: int) -> _Key:
        if if_none_match is not None and status == 200 and _names(if_none_match, self._etag):
            status = 304
        return status, encoding(accept_encoding), cache

    async def _answer(self, status: int, wanted: str | None, cache: str) -> Answer:
        headers = {**self._headers, "Cache-Control": cache}
        if status == 304:
            return Answer(None, status, headers)
        if wanted is not None:
            compressed = await self._in(wanted)
            if len(compressed) < len(self._content):
                return Answer(compressed, status, {**headers, "Content-Encoding": wanted})
        return Answer(self._content, status, headers)

    async def _in(self, wanted: str) -> bytes:
        if wanted not in self._compressed:
            self._compressed[wanted] = _COMPRESSING.submit(_compress, self._content, wanted)
        compressed = self._compressed[wanted]
        if not compressed.done():  # whoever gives up waiting leaves it to the others
            await asyncio.shield(asyncio.wrap_future(compressed))
        return compressed.result()


def _compress(content: bytes, wanted: str) -> bytes:
    if wanted == "br":
        return bytes(brotli.compress(content, quality=11))
    return gzip.compress(content, 9, mtime=0)


def _names(if_none_match: str, etag: str) -> bool:
    given = {each.strip().removeprefix("W/") for each in if_none_match.split(",")}
    return "*" in given or etag.removeprefix("W/") in given
