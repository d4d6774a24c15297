"""Replies to commands, refusals, passing news and farewells, as text."""

import json
from typing import Any

from pydantic_core import to_json

from server.domain.model.refusal import Refused
from server.wire.commands import Ref

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def dump(value: object) -> str:
    return _encode(value)


def write_ok(ref: Ref, ok: dict[str, Any]) -> str:
    # Of every vote. A fifth of what `dump` takes for so little, and what it can't write is in no `ok`.
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
    live: dict[str, Any] = {"people": people, "reactions": reactions or {}}
    if working is not None:
        live["working"] = working
    return dump({"live": live})


def write_bye(code: str, reconnect_in_s: float | None = None) -> str:
    bye: dict[str, Any] = {"code": code}
    if reconnect_in_s is not None:
        bye["reconnect_in_s"] = round(reconnect_in_s, 2)
    return dump({"bye": bye})
