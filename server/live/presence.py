"""How many people are in a room, over all processes, and which cards moderators are working on."""

from server.domain.views import Kind
from server.live.audience import Audience
from server.live.frames import Packet
from server.wire import write_live

FORGOTTEN_S = 5.0
TOUCH_S = 10.0


def interval_s(people: int) -> float:
    """How often a changed count is told: less often as it grows, for telling costs one write each."""
    return 1.0 if people <= 100 else 3.0 if people <= 1000 else 6.0


class Presence:
    """What passes and is never replayed. Times are in seconds of one monotonic clock."""

    def __init__(self, audience: Audience) -> None:
        self._audience = audience
        self._others: dict[str, tuple[int, float]] = {}
        self._working: dict[str, tuple[str, float]] = {}
        self._told: tuple[int, dict[str, str]] = (0, {})
        self._told_at_s = 0.0

    def heard(self, process: str, people: int, now_s: float) -> None:
        self._others[process] = (people, now_s)

    def touched(self, question: str, label: str, now_s: float) -> None:
        self._working[question] = (label, now_s + TOUCH_S)

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
        working = self.working(now_s) if kind is Kind.MODERATOR else None
        return Packet(write_live(self.people(now_s), working=working))

    def tell(self, now_s: float) -> None:
        """Tell everybody what changed, if it is time to."""
        people, working = self.people(now_s), self.working(now_s)
        if people != self._told[0] and now_s - self._told_at_s >= interval_s(people):
            self._told, self._told_at_s = (people, working), now_s
            self._audience.say({kind: self.packet(kind, now_s) for kind in Kind})
        elif working != self._told[1]:
            self._told = (self._told[0], working)
            self._audience.say({Kind.MODERATOR: self.packet(Kind.MODERATOR, now_s)})
