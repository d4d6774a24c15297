"""uvicorn as the peers use it: its own protocol, uvloop, nothing logged, no compression."""

import sys

import uvicorn
from starlette.types import ASGIApp


def serve(app: ASGIApp) -> None:
    uvicorn.run(
        app,
        host="127.0.0.1",
        port=int(sys.argv[1]),
        backlog=4096,
        log_level="error",
        ws_per_message_deflate=False,
        lifespan="off",
    )
