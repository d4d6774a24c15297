"""Header fields that every answer to a request has, whichever part made it."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_NOSNIFF = (b"x-content-type-options", b"nosniff")


def with_nosniff(requests: ASGIApp) -> ASGIApp:
    """The application with `X-Content-Type-Options: nosniff` on each answer, also on refusals and errors.

    It stands around everything else: Starlette's own answers, such as 405 and 500, have no other place.
    """

    async def asgi(scope: Scope, receive: Receive, send: Send) -> None:
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                fields = message["headers"]
                if _NOSNIFF not in fields:
                    message = {**message, "headers": [*fields, _NOSNIFF]}
            await send(message)

        await requests(scope, receive, sent)

    return asgi
