"""Errors as HTTP responses: `{"code", "message"}`, with one status for each code."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from server.domain.model.refusal import Refused
from server.errors import UserError
from server.store import NotFound, StoreUnavailable
from server.wire import http_status


async def refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return _response(error.code, error.message, http_status(error.code))


async def user_error(request: Request, error: Exception) -> Response:
    """The sentence is for the person who runs the command."""
    match error:
        case StoreUnavailable():
            return _response("unavailable", str(error), 503)
        case NotFound():
            return _response("unknown", str(error), 404)
        case _:
            return _response("invalid", str(error), 409)


HANDLERS: dict[Any, Any] = {Refused: refused, UserError: user_error}
"""For Starlette: endpoints raise, and say nothing of statuses."""


def _response(code: str, message: str, status: int) -> Response:
    challenge = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    return JSONResponse({"code": code, "message": message}, status, headers=challenge)
