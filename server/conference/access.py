"""From a key or a token to a caller with a role: the one answer, for sockets and for requests."""

from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest

from server.conference.directory import Directory
from server.domain.model.people import MODERATING, Role
from server.domain.model.refusal import Refused
from server.store import Room
from server.tokens import Keyring, Token


@dataclass(frozen=True, slots=True)
class Caller:
    """The role that a link gives in one room, and the id and label of the link."""

    role: Role
    link: str
    label: str


def bearer(authorization: str | None) -> str | None:
    """The credentials in an `Authorization` header (RFC 6750, section 2.1); `None` if it has none."""
    scheme, _, credentials = (authorization or "").partition(" ")
    return credentials.strip() or None if scheme.lower() == "bearer" else None


class Access:
    """Answers from memory. `metrics_key` opens the metrics from other machines; without it nothing does."""

    def __init__(self, directory: Directory, keyring: Keyring, metrics_key: str | None = None) -> None:
        self._directory = directory
        self._keyring = keyring
        self._metrics_key = metrics_key

    def token(self, text: str, room: Room, now: datetime) -> Token:
        """Raises `Refused("token")` unless it was signed here, for this conference, and has not expired."""
        token = self._keyring.read(text, now)
        if token is None or token.conference != room.conference:
            raise Refused("token", "not a valid token here")
        return token

    def caller(self, room: Room, key: str | None, token: Token | None = None) -> Caller | None:
        """The caller that the key makes in the room, or else the link that the token names.

        `None` without either, or if the token's link is for another room: an attendee. Raises
        `Refused("key")` if the key opens nothing here, or if the token's link has been revoked.
        """
        if key is not None:
            return self.by_key(room, key)
        if token is None or token.link is None:
            return None
        if token.link not in self._directory.links:
            raise Refused("key", "this link has been revoked")
        return self._by_link(room, token.link)

    def by_key(self, room: Room, key: str | None) -> Caller:
        """Raises `Refused("key")` if there is no key, or if it does not open this room."""
        link = None if key is None else self._keyring.link_of(key)
        caller = None if link is None else self._by_link(room, link)
        if caller is None:
            raise Refused("key", "this link does not open this room")
        return caller

    def moderator(self, room: Room, key: str | None) -> Caller:
        """Raises `Refused`, with `key` as `by_key` does, or `forbidden` for other roles."""
        caller = self.by_key(room, key)
        if caller.role not in MODERATING:
            raise Refused("forbidden", "only moderators and organisers may do this")
        return caller

    def check_admin(self, key: str | None) -> None:
        """Raises `Refused("key")` unless it is the key of those who know the secret."""
        if key is None or not self._keyring.is_admin_key(key):
            raise Refused("key", "this key opens nothing here")

    def check_metrics(self, key: str | None, *, local: bool) -> None:
        """Raises `Refused("forbidden")` for requests that are not `local` and do not have the key."""
        right = self._metrics_key
        if not local and (key is None or right is None or not compare_digest(key.encode(), right.encode())):
            raise Refused("forbidden", "the metrics are for this machine, or for those who have their key")

    def _by_link(self, room: Room, link_id: str) -> Caller | None:
        link = self._directory.links.get(link_id)
        if link is None or link.conference != room.conference or link.room not in (None, room.id):
            return None
        return Caller(Role(link.role), link.id, link.label)
