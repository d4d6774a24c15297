"""Words of the pages: a catalogue for each language, and the part of it that a page's readers may see."""

import json
from collections.abc import Mapping

STAFF_KEYS = ("chart.", "moderator.", "organiser.", "polldesk.", "speaker.", "stage.")
"""Beginnings of the keys that attendees never read: a first visit on a phone carries none of these words."""


def is_backstage(page: str) -> bool:
    return f"{page}." in STAFF_KEYS


def catalogue(text: str, *, backstage: bool) -> str:
    """The catalogue as it is sent."""
    words: Mapping[str, object] = json.loads(text)
    kept = {key: value for key, value in words.items() if backstage or not key.startswith(STAFF_KEYS)}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
