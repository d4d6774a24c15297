"""Sort keys of questions. They are sent with each question, so that pages need not know the rules."""

from datetime import UTC, datetime

_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_SECONDS = 2**31  # the seconds of age that fit below one vote: 68 years
_PINNED = 2**52  # above any number of votes, below 2**53, the last integer exact in JavaScript


def top(votes: int, asked_at: datetime, pinned: bool) -> int:
    """The key of the order by votes, biggest first: pinned questions, then more votes, then older ones."""
    age_s = min(max(int((asked_at - _EPOCH).total_seconds()), 0), _SECONDS - 1)
    return (_PINNED if pinned else 0) + min(votes, 2**20) * _SECONDS + (_SECONDS - 1 - age_s)


def new(published_at: datetime | None, asked_at: datetime) -> int:
    """The key of the order by time, biggest first: when the question was first published, else when it was
    asked, in milliseconds since 1970."""
    return int((published_at or asked_at).timestamp() * 1000)
