"""Downloads of a room's questions, as far as the caller may see them."""

import asyncio
from collections.abc import Callable, Sequence
from typing import get_args

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from server.conference.access import Access, bearer
from server.conference.directory import Directory
from server.domain.model.events import Status
from server.domain.model.people import Role
from server.domain.model.refusal import Refused
from server.domain.views import SeenQuestion, seen_questions
from server.domain.visibility import view_of_role
from server.live.rooms.registry import Rooms
from server.store import Room as RoomRecord
from server.web.downloads import XLSX, download_headers
from server.web.tables import csv_file, workbook_of_table
from server.web.tables.questions import question_table


class QuestionExport:
    """What the role sees whose key is in `Authorization: Bearer <key>`; without a key, what attendees see.

    Questions that have left the live room are among them. `?status=` and `?lang=` choose some. Refusals are
    JSON with a code.
    """

    def __init__(self, rooms: Rooms, directory: Directory, access: Access) -> None:
        self._rooms = rooms
        self._directory = directory
        self._access = access

    async def json(self, request: Request) -> Response:
        def written(record: RoomRecord, questions: Sequence[SeenQuestion]) -> Response:
            bodies = [each.body for each in questions]
            return JSONResponse({"questions": bodies}, headers=download_headers(record, "questions.json"))

        return await self._answer(request, written)

    async def csv(self, request: Request) -> Response:
        def written(record: RoomRecord, questions: Sequence[SeenQuestion]) -> Response:
            content = csv_file(*question_table(questions))
            headers = download_headers(record, "questions.csv")
            return Response(content, headers=headers, media_type="text/csv")

        return await self._answer(request, written)

    async def xlsx(self, request: Request) -> Response:
        def written(record: RoomRecord, questions: Sequence[SeenQuestion]) -> Response:
            content = workbook_of_table("Questions", *question_table(questions), wide=("text", "answer"))
            headers = download_headers(record, "questions.xlsx")
            return Response(content, headers=headers, media_type=XLSX)

        return await self._answer(request, written)

    async def _answer(
        self, request: Request, make: Callable[[RoomRecord, Sequence[SeenQuestion]], Response]
    ) -> Response:
        """The questions are read from the room between two events. A thread makes the file of them."""
        record = self._directory.require_room(request.path_params["code"])
        caller = self._access.caller(record, bearer(request.headers.get("authorization")))
        view = view_of_role(caller.role if caller else Role.ATTENDEE)
        status, lang = request.query_params.get("status"), request.query_params.get("lang")
        if status is not None and status not in get_args(Status):
            raise Refused("invalid", "there is no such status", field="status")
        room = await self._rooms.peek(record)
        questions = [
            each
            for each in seen_questions(room, view.kind)
            if status in (None, each.body["status"]) and lang in (None, each.body.get("lang"))
        ]
        return await asyncio.to_thread(make, record, questions)
