"""Sort keys, which travel with each question so that pages order without knowing the rule."""

from datetime import UTC, datetime

_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_SECONDS = 2**31  # of age that fit below one vote: 68 years
_PINNED = 2**52  # above any number of votes, below 2**53, the last integer exact in JavaScript


def top(votes: int, asked_at: datetime, pinned: bool) -> int:
    """Pinned first, then most votes, then the one that has waited longer; bigger stands first."""
    age_s = min(max(int((asked_at - _EPOCH).total_seconds()), 0), _SECONDS - 1)
    return (_PINNED if pinned else 0) + min(votes, 2**20) * _SECONDS + (_SECONDS - 1 - age_s)


def new(published_at: datetime | None, asked_at: datetime) -> int:
    """Latest first: when the room first saw it, else when it was asked (milliseconds since 1970)."""
    return int((published_at or asked_at).timestamp() * 1000)
