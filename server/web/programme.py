"""The programme for anybody who asks: open rooms, and the way into each."""

import io
import json

import segno
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from server.conference.directory import Directory
from server.domain.model.text import rfc3339


class ProgrammePages:
    def __init__(self, directory: Directory, public_url: str) -> None:
        self._directory = directory
        self._public_url = public_url

    async def rooms(self, request: Request) -> Response:
        conferences = [
            {
                "slug": conference.slug,
                "title": conference.title,
                "zones": json.loads(conference.zones),
                "rooms": [
                    {
                        "code": room.code,
                        "title": room.title,
                        "track": room.track,
                        "state": room.state,
                        "languages": list(room.languages),
                        "starts_at": rfc3339(room.starts_at),
                        "ends_at": rfc3339(room.ends_at),
                    }
                    for room in self._directory.rooms_of(conference.id)
                ],
            }
            for conference in self._directory.conferences.values()
        ]
        return JSONResponse({"conferences": conferences}, headers={"Cache-Control": "no-cache"})

    async def qr_code(self, request: Request) -> Response:
        """The room's public address, as large as the screen likes."""
        room = self._directory.room(request.path_params["code"])
        if room is None:
            return Response(status_code=404)
        out = io.BytesIO()
        code = segno.make(f"{self._public_url}/{room.code}", error="m", micro=False)
        code.save(out, kind="svg", border=2, omitsize=True, dark="#000", light="#fff")
        return Response(out.getvalue(), media_type="image/svg+xml", headers={"Cache-Control": "max-age=3600"})
