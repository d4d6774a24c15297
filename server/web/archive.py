"""The archive of a room: answered questions that are too old to be in the live room."""

from starlette.requests import Request
from starlette.responses import Response

from server.conference.directory import Directory
from server.domain.views import archived_questions
from server.live.rooms.registry import Position, Rooms
from server.wire import dump

KEPT_BYTES = 16 * 1024 * 1024


class Archive:
    """Answers from kept bodies while their rooms stand where they stood. Making one may fold a whole log.

    Bodies are kept up to `KEPT_BYTES` together. The one that was asked for the longest time ago goes first.
    """

    def __init__(self, rooms: Rooms, directory: Directory) -> None:
        self._rooms = rooms
        self._directory = directory
        self._kept: dict[str, tuple[Position, bytes]] = {}

    async def show(self, request: Request) -> Response:
        """`{"questions": [item…]}`, in the order in which they were answered; items as on the wire."""
        record = self._directory.require_room(request.path_params["code"])
        position = await self._rooms.position(record)
        before, body = self._kept.pop(record.id, (None, b""))
        if before != position:
            questions = archived_questions(await self._rooms.peek(record))
            body = dump({"questions": questions}).encode()
        self._keep(record.id, position, body)
        return Response(body, media_type="application/json", headers={"Cache-Control": "no-cache"})

    def _keep(self, room: str, position: Position, body: bytes) -> None:
        self._kept[room] = (position, body)
        while sum(len(kept) for _, kept in self._kept.values()) > KEPT_BYTES:
            del self._kept[next(iter(self._kept))]
