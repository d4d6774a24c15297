"""What passes in a room, over all processes: how many people are there, their reactions, and which cards
moderators are working on."""

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

Passing = PresenceHint | EditingHint | ReactionsHint

FORGOTTEN_S = 5.0


def interval_s(people: int) -> float:
    """How often a changed count is told: less often as it grows, for telling costs one write each."""
    return 1.0 if people <= 100 else 3.0 if people <= 1000 else 6.0


class Presence:
    """What passes and is never replayed. Times are in seconds of the monotonic clock; `publish` tells the
    other processes."""

    def __init__(self, audience: Audience, publish: Callable[[Passing], None], tuning: Tuning) -> None:
        self._audience = audience
        self._others: dict[str, tuple[int, float]] = {}
        self._working: dict[str, tuple[str, float]] = {}
        self._sent: tuple[int, dict[str, str]] = (0, {})
        self._sent_at_s = 0.0
        self._newcomer_differs = False  # somebody who came since was told another count
        self._publish = publish
        self.reactions = Reactions(publish, lambda: self.broadcast(monotonic()), tuning.reactions_s)

    def receive(self, hint: Passing, now_s: float) -> None:
        """What another process says, or somebody here."""
        match hint:
            case PresenceHint(process, people):
                self._others[process] = (people, now_s)
            case EditingHint(question, label):
                self._working[question] = (label, now_s + TOUCH_S)
                self.broadcast(now_s)
            case ReactionsHint(counts):
                self.reactions.receive(counts)

    def touch(self, question: str, label: str, now_s: float) -> None:
        """Somebody here works on a question: told on every process."""
        touched = EditingHint(question, label)
        self.receive(touched, now_s)
        self._publish(touched)

    def close(self) -> None:
        self.reactions.close()

    def people(self, now_s: float) -> int:
        """The last word of each process that has spoken lately, and our own."""
        self._others = {
            process: (people, at_s)
            for process, (people, at_s) in self._others.items()
            if now_s - at_s < FORGOTTEN_S
        }
        return self._audience.attendees() + sum(people for people, _ in self._others.values())

    def working(self, now_s: float) -> dict[str, str]:
        self._working = {
            item: (label, until) for item, (label, until) in self._working.items() if until > now_s
        }
        return {item: label for item, (label, _) in self._working.items()}

    def packet(self, kind: ViewerKind, now_s: float) -> Packet:
        """What a browser of this kind is told after its first sync."""
        self._newcomer_differs |= self.people(now_s) != self._sent[0]
        return self._packet(kind, now_s, {})

    def _packet(self, kind: ViewerKind, now_s: float, reactions: dict[str, int]) -> Packet:
        working = self.working(now_s) if kind is ViewerKind.MODERATOR else None
        return Packet(write_live(self.people(now_s), reactions, working))

    def broadcast(self, now_s: float) -> None:
        """Tell everybody what changed, if it is time to."""
        people, working = self.people(now_s), self.working(now_s)
        reactions = self.reactions.drain()
        changed = self._newcomer_differs or people != self._sent[0]
        if reactions or (changed and now_s - self._sent_at_s >= interval_s(people)):
            self._sent, self._sent_at_s, self._newcomer_differs = (people, working), now_s, False
            self._audience.broadcast({kind: self._packet(kind, now_s, reactions) for kind in ROLE_KINDS})
        elif working != self._sent[1]:
            self._sent = (self._sent[0], working)
            self._audience.broadcast({ViewerKind.MODERATOR: self._packet(ViewerKind.MODERATOR, now_s, {})})
