"""Requests of commands that run beside the server. On SQLite only the server may write."""

from collections.abc import Callable
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from server.conference.access import Access, bearer
from server.conference.creation import create_conference
from server.conference.importing.plan import parse_plan
from server.domain.model.limits import Limits
from server.live.rooms.registry import Rooms
from server.store import Store


class AdminApi:
    """Opened by a key that only those who know the secret can work out."""

    def __init__(
        self, store: Store, rooms: Rooms, access: Access, limits: Limits, now: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._rooms = rooms
        self._access = access
        self._limits = limits
        self._now = now

    async def replace_links(self, request: Request) -> Response:
        self._check(request)
        await self._store.replace_links(request.path_params["slug"])
        return await self._changed()

    async def import_plan(self, request: Request) -> Response:
        self._check(request)
        plan = parse_plan(await request.body(), "The file", self._limits)
        await create_conference(self._store, plan, self._now(), self._limits)
        return await self._changed()

    def _check(self, request: Request) -> None:
        self._access.check_admin(bearer(request.headers.get("authorization")))

    async def _changed(self) -> Response:
        await self._rooms.reload()
        return Response(status_code=204)
