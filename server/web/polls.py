"""Downloads of a room's poll results, for its moderators and organisers."""

import asyncio
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from server.conference.access import Access, bearer
from server.conference.directory import Directory
from server.domain.model.refusal import Refused
from server.domain.model.text import rfc3339
from server.domain.polls.report import PollReport, report
from server.live.rooms.registry import Rooms
from server.store import Room as RoomRecord
from server.web.charts import chart
from server.web.downloads import XLSX, download_headers
from server.web.tables import as_csv, as_json, as_xlsx


class PollExport:
    """Each address wants `Authorization: Bearer <key>` of a moderator's or organiser's link; refusals are
    JSON with a code. `?lang=de` gives prompts and options in that language where they were translated."""

    def __init__(self, rooms: Rooms, directory: Directory, access: Access) -> None:
        self._rooms = rooms
        self._directory = directory
        self._access = access

    async def json(self, request: Request) -> Response:
        def written(record: RoomRecord, polls: tuple[PollReport, ...]) -> Response:
            room = {"code": record.code, "title": record.title, "starts_at": rfc3339(record.starts_at)}
            return JSONResponse(
                {"room": room, "polls": as_json(polls)}, headers=download_headers(record, "polls.json")
            )

        return await self._answer(request, written)

    async def csv(self, request: Request) -> Response:
        def written(record: RoomRecord, polls: tuple[PollReport, ...]) -> Response:
            return Response(
                as_csv(polls), headers=download_headers(record, "polls.csv"), media_type="text/csv"
            )

        return await self._answer(request, written)

    async def xlsx(self, request: Request) -> Response:
        def written(record: RoomRecord, polls: tuple[PollReport, ...]) -> Response:
            return Response(as_xlsx(polls), headers=download_headers(record, "polls.xlsx"), media_type=XLSX)

        return await self._answer(request, written)

    async def svg(self, request: Request) -> Response:
        def drawn(record: RoomRecord, polls: tuple[PollReport, ...]) -> Response:
            poll = next((each for each in polls if each.id == request.path_params["poll"]), None)
            if poll is None:
                raise Refused("unknown", "there is no such poll in this room")
            headers = download_headers(record, f"{poll.id}.svg")
            return Response(chart(poll), headers=headers, media_type="image/svg+xml")

        return await self._answer(request, drawn)

    async def _answer(
        self, request: Request, make: Callable[[RoomRecord, tuple[PollReport, ...]], Response]
    ) -> Response:
        """The report is read from the room between two events; what is made of it, is made in a thread."""
        record = self._directory.require_room(request.path_params["code"])
        self._access.moderator(record, bearer(request.headers.get("authorization")))
        room = await self._rooms.peek(record)
        polls = report(room, request.query_params.get("lang"))
        return await asyncio.to_thread(make, record, polls)
