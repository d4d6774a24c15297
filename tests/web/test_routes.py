"""Addresses of the server, beside which a room's short address has to be one of its own."""

import re

from server.conference.plans import RESERVED
from tests.imports import ROOT


def test_no_code_of_a_room_may_be_the_address_of_something_else() -> None:
    sources = [path.read_text() for path in (ROOT / "server" / "web").rglob("*.py")]
    first_parts = {part for text in sources for part in re.findall(r'Route\(\s*f?"/([a-z.]+)', text)}
    assert {"healthz", "join", "live"} <= first_parts
    possible = {part for part in first_parts if re.fullmatch(r"[a-z0-9]{3,12}", part)}
    assert possible <= RESERVED
