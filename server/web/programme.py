"""The programme for anybody who asks: open rooms, and the way into each."""

import io
import json
from functools import lru_cache

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
        drawn = qr_svg(f"{self._public_url}/{room.code}")
        return Response(drawn, media_type="image/svg+xml", headers={"Cache-Control": "max-age=3600"})


@lru_cache(maxsize=1024)
def qr_svg(address: str) -> bytes:
    """An SVG as large as its place. It takes 3 ms to draw and 1.3 KB to keep."""
    out = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(out, kind="svg", border=2, omitsize=True, dark="#000", light="#fff")
    return out.getvalue()
