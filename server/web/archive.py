"""What a room has answered and no longer shows: the older part of what everybody could read."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from server.conference.directory import Directory
from server.domain.model.refusal import Refused
from server.domain.views import archived
from server.live.rooms.registry import Rooms


class Archive:
    def __init__(self, rooms: Rooms, directory: Directory) -> None:
        self._rooms = rooms
        self._directory = directory

    def routes(self) -> list[BaseRoute]:
        return [Route("/r/{code}/archive", self._show)]

    async def _show(self, request: Request) -> Response:
        """`{"questions": [item…]}`, in the order in which they were answered; items as on the wire."""
        record = self._directory.room(request.path_params["code"])
        if record is None:
            return JSONResponse({"code": "no_room"}, 404)
        try:
            live = await self._rooms.enter(record)
        except Refused as refused:
            return JSONResponse({"code": refused.code}, 503)
        return JSONResponse({"questions": archived(live.room)}, headers={"Cache-Control": "no-cache"})
