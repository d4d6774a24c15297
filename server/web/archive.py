"""The archive of a room: answered questions that are too old to be in the live room."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from server.conference.directory import Directory
from server.domain.views import archived_questions
from server.live.rooms.registry import Rooms


class Archive:
    def __init__(self, rooms: Rooms, directory: Directory) -> None:
        self._rooms = rooms
        self._directory = directory

    async def show(self, request: Request) -> Response:
        """`{"questions": [item…]}`, in the order in which they were answered; items as on the wire."""
        room = await self._rooms.peek(self._directory.require_room(request.path_params["code"]))
        return JSONResponse({"questions": archived_questions(room)}, headers={"Cache-Control": "no-cache"})
