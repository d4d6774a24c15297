"""WebSocket close codes, and the HTTP statuses of refusals."""

from server.domain.model.refusal import Code

# ---- close codes: those from 4400 on are Suara's own

BINARY = 1003
NOT_UTF8 = 1007
TOO_BIG = 1009
DRAIN = 1012
NO_HELLO = 4400
KEY_REFUSED = 4401
NO_ROOM = 4404
TOO_SLOW = 4408
COME_AGAIN = 4426
TOO_MANY = 4429

# ---- statuses

_HTTP_STATUS: dict[Code, int] = {
    "token": 401,
    "key": 401,
    "forbidden": 403,
    "unknown": 404,
    "no_room": 404,
    "rate": 429,
    "quota": 429,
    "unavailable": 503,
    "overloaded": 503,
}


def http_status(code: Code) -> int:
    """The HTTP status of a response with this code; 400 if the request itself is wrong."""
    return _HTTP_STATUS.get(code, 400)
