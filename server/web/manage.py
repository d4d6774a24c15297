"""What commands beside a running server have it do, because one process writes to a SQLite database."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from server.conference import importing
from server.live.rooms.registry import Rooms
from server.store import NotThere, Store
from server.tokens import Keyring

PLAN_BYTES = 16 * 1024 * 1024


class Manage:
    """Opened by a key that only those who know the secret can work out. Refusals carry a sentence."""

    def __init__(self, store: Store, rooms: Rooms, keyring: Keyring) -> None:
        self._store = store
        self._rooms = rooms
        self._keyring = keyring

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/manage/{slug}/links/rotate", self._own(self._rotate), methods=["POST"]),
            Route("/manage/import", self._own(self._import), methods=["POST"], max_body_size=PLAN_BYTES),
        ]

    def _own(self, act: Callable[[Request], Awaitable[None]]) -> Callable[[Request], Awaitable[Response]]:
        async def guarded(request: Request) -> Response:
            given = request.headers.get("authorization", "").removeprefix("Bearer ")
            if not self._keyring.is_admin_key(given):
                return JSONResponse({"code": "key", "message": "This key opens nothing here."}, 403)
            try:
                await act(request)
                await self._rooms.reload()
            except (NotThere, importing.ImportRejected) as refused:
                return JSONResponse({"code": "invalid", "message": str(refused)}, 409)
            return Response(status_code=204)

        return guarded

    async def _rotate(self, request: Request) -> None:
        await self._store.replace_links(request.path_params["slug"])

    async def _import(self, request: Request) -> None:
        plan = importing.parse_plan(await request.body(), "The file")
        await importing.add(self._store, plan, datetime.now(UTC))
