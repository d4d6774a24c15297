"""The `websockets` library's own server, with its `broadcast`."""

import asyncio
import logging
import sys

import uvloop
from websockets.asyncio.server import ServerConnection, broadcast, serve

here: set[ServerConnection] = set()


async def live(connection: ServerConnection) -> None:
    here.add(connection)
    try:
        async for text in connection:
            broadcast(here, text)
    finally:
        here.discard(connection)


async def main() -> None:
    logging.disable()  # that browsers leave without a word is no news
    async with serve(live, "127.0.0.1", int(sys.argv[1]), compression=None, backlog=4096) as server:
        await server.serve_forever()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main())
