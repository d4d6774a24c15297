"""Counts of a room that are never stored: people present, reactions, and questions that moderators work on.

They are of all processes together.
"""

from collections.abc import Callable
from time import monotonic

from server.domain.visibility import ROLE_KINDS, ViewerKind
from server.live.fanout.audience import Audience
from server.live.fanout.reactions import Reactions
from server.live.hints import EditingHint, PresenceHint, ReactionsHint
from server.live.transport.outlet import Packet
from server.live.tuning import Tuning
from server.wire import write_live
from server.wire.lifetimes import TOUCH_S

EphemeralHint = PresenceHint | EditingHint | ReactionsHint

PROCESS_EXPIRES_S = 5.0


def interval_s(people: int) -> float:
    """The time in seconds between two frames of a changed count.

    It grows with the count, because a frame costs one write for each person.
    """
    return 1.0 if people <= 100 else 3.0 if people <= 1000 else 6.0


class Presence:
    """The presence in one room. Times are in seconds of the monotonic clock.

    `publish` sends a hint to the other processes.
    """

    def __init__(self, audience: Audience, publish: Callable[[EphemeralHint], None], tuning: Tuning) -> None:
        self._audience = audience
        self._others: dict[str, tuple[int, float]] = {}
        self._working: dict[str, tuple[str, float]] = {}
        self._sent: tuple[int, dict[str, str]] = (0, {})
        self._sent_at_s = 0.0
        self._newcomer_differs = False  # a browser that joined since then was sent another count
        self._publish = publish
        self.reactions = Reactions(publish, lambda: self.broadcast(monotonic()), tuning.reactions_s)

    def receive(self, hint: EphemeralHint, now_s: float) -> None:
        """Takes in a hint of another process, or of this one."""
        match hint:
            case PresenceHint(process, people):
                self._others[process] = (people, now_s)
            case EditingHint(question, label):
                self._working[question] = (label, now_s + TOUCH_S)
                self.broadcast(now_s)
            case ReactionsHint(counts):
                self.reactions.receive(counts)

    def touch(self, question: str, label: str, now_s: float) -> None:
        """Shows on all processes that the moderator with this label works on a question."""
        touched = EditingHint(question, label)
        self.receive(touched, now_s)
        self._publish(touched)

    def close(self) -> None:
        self.reactions.close()

    def people(self, now_s: float) -> int:
        """The number of attendees: those here, and the last counts of other processes, unless too old."""
        self._others = {
            process: (people, at_s)
            for process, (people, at_s) in self._others.items()
            if now_s - at_s < PROCESS_EXPIRES_S
        }
        return self._audience.attendees() + sum(people for people, _ in self._others.values())

    def working(self, now_s: float) -> dict[str, str]:
        """The labels of moderators by the id of the question that they work on."""
        self._working = {
            item: (label, until) for item, (label, until) in self._working.items() if until > now_s
        }
        return {item: label for item, (label, _) in self._working.items()}

    def packet(self, kind: ViewerKind, now_s: float) -> Packet:
        """The packet that a browser of this kind gets after its first sync."""
        self._newcomer_differs |= self.people(now_s) != self._sent[0]
        return self._packet(kind, now_s, {})

    def _packet(self, kind: ViewerKind, now_s: float, reactions: dict[str, int]) -> Packet:
        working = self.working(now_s) if kind is ViewerKind.MODERATOR else None
        return Packet(write_live(self.people(now_s), reactions, working), passing=True)

    def broadcast(self, now_s: float) -> None:
        """Sends the changes to all browsers, if enough time has passed since the last frame."""
        people, working = self.people(now_s), self.working(now_s)
        reactions = self.reactions.drain()
        changed = self._newcomer_differs or people != self._sent[0]
        if reactions or (changed and now_s - self._sent_at_s >= interval_s(people)):
            self._sent, self._sent_at_s, self._newcomer_differs = (people, working), now_s, False
            self._audience.broadcast({kind: self._packet(kind, now_s, reactions) for kind in ROLE_KINDS})
        elif working != self._sent[1]:
            self._sent = (self._sent[0], working)
            self._audience.broadcast({ViewerKind.MODERATOR: self._packet(ViewerKind.MODERATOR, now_s, {})})
