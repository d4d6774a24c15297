"""What passes in a room, over all processes: how many people are there, their reactions, and which cards
moderators are working on."""

from collections.abc import Callable
from time import monotonic

from server.domain.visibility import KINDS, Kind
from server.live.fanout.audience import Audience
from server.live.fanout.reactions import Reactions
from server.live.hints import Here, Reacted, Touched
from server.live.transport.outlet import Packet
from server.wire import write_live

Passing = Here | Touched | Reacted

FORGOTTEN_S = 5.0
TOUCH_S = 10.0


def interval_s(people: int) -> float:
    """How often a changed count is told: less often as it grows, for telling costs one write each."""
    return 1.0 if people <= 100 else 3.0 if people <= 1000 else 6.0


class Presence:
    """What passes and is never replayed. Times are in seconds of the monotonic clock; `publish` tells the
    other processes."""

    def __init__(self, audience: Audience, publish: Callable[[Passing], None]) -> None:
        self._audience = audience
        self._others: dict[str, tuple[int, float]] = {}
        self._working: dict[str, tuple[str, float]] = {}
        self._told: tuple[int, dict[str, str]] = (0, {})
        self._told_at_s = 0.0
        self._told_otherwise = False  # somebody who came since was told another count
        self._publish = publish
        self.reactions = Reactions(publish, lambda: self.tell(monotonic()))

    def hear(self, hint: Passing, now_s: float) -> None:
        """What another process says, or somebody here."""
        match hint:
            case Here(process, people):
                self._others[process] = (people, now_s)
            case Touched(question, label):
                self._working[question] = (label, now_s + TOUCH_S)
                self.tell(now_s)
            case Reacted(counts):
                self.reactions.heard(counts)

    def touch(self, question: str, label: str, now_s: float) -> None:
        """Somebody here works on a question: told on every process."""
        touched = Touched(question, label)
        self.hear(touched, now_s)
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

    def packet(self, kind: Kind, now_s: float) -> Packet:
        """What a browser of this kind is told after its first sync."""
        self._told_otherwise |= self.people(now_s) != self._told[0]
        return self._packet(kind, now_s, {})

    def _packet(self, kind: Kind, now_s: float, reactions: dict[str, int]) -> Packet:
        working = self.working(now_s) if kind is Kind.MODERATOR else None
        return Packet(write_live(self.people(now_s), reactions, working))

    def tell(self, now_s: float) -> None:
        """Tell everybody what changed, if it is time to."""
        people, working = self.people(now_s), self.working(now_s)
        reactions = self.reactions.taken()
        changed = self._told_otherwise or people != self._told[0]
        if reactions or (changed and now_s - self._told_at_s >= interval_s(people)):
            self._told, self._told_at_s, self._told_otherwise = (people, working), now_s, False
            self._audience.say({kind: self._packet(kind, now_s, reactions) for kind in KINDS})
        elif working != self._told[1]:
            self._told = (self._told[0], working)
            self._audience.say({Kind.MODERATOR: self._packet(Kind.MODERATOR, now_s, {})})
