"""Replies to commands (`ok`, `no`), live counts (`live`) and announced closes (`bye`), as text."""

import json
from typing import Any

from pydantic_core import to_json

from server.domain.model.refusal import Refused
from server.wire.commands import Ref

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def dump(value: object) -> str:
    """The value as JSON, without spaces and with letters of all scripts as they are."""
    return _encode(value)


def write_ok(ref: Ref, ok: dict[str, Any]) -> str:
    # Called for every vote. It takes a fifth of the time of `dump`; no `ok` has values that it cannot write.
    return to_json({"ref": ref, "ok": ok}).decode()


def write_no(ref: Ref | None, refused: Refused) -> str:
    no: dict[str, Any] = {"code": refused.code, "message": refused.message}
    if refused.field is not None:
        no["field"] = refused.field
    no.update((name, value) for name, value in refused.details.items() if value is not None)
    return dump({"ref": ref, "no": no})


def write_live(
    people: int, reactions: dict[str, int] | None = None, working: dict[str, str] | None = None
) -> str:
    """A frame of counts that are not stored: people present, and reactions by emoji since the last frame.

    `working` are for each question the moderators at work on it; `None` for those who may not know.
    """
    live: dict[str, Any] = {"people": people, "reactions": reactions or {}}
    if working is not None:
        live["working"] = working
    return dump({"live": live})


def write_bye(code: str, reconnect_in_s: float | None = None) -> str:
    """A frame that says why the connection closes now, and after how long to connect again, if at all."""
    bye: dict[str, Any] = {"code": code}
    if reconnect_in_s is not None:
        bye["reconnect_in_s"] = round(reconnect_in_s, 2)
    return dump({"bye": bye})
