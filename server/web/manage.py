"""What commands beside a running server have it do, because one process writes to a SQLite database."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from server import links
from server.settings import Unfit
from server.store import Store
from server.tokens import Keyring


class Manage:
    def __init__(self, store: Store, keyring: Keyring) -> None:
        self._store = store
        self._keyring = keyring

    def routes(self) -> list[BaseRoute]:
        return [Route("/c/{slug}/links/rotate", self._rotate, methods=["POST"])]

    async def _rotate(self, request: Request) -> Response:
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        if not self._keyring.is_own_key(given):
            return JSONResponse({"code": "key"}, 403)
        try:
            await links.replace_all(self._store, request.path_params["slug"])
        except Unfit:
            return JSONResponse({"code": "unknown"}, 404)
        return Response(status_code=204)
