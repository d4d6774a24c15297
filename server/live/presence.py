"""What passes in a room, over all processes: how many people are there, their reactions, and which cards
moderators are working on."""

from collections import Counter
from collections.abc import Mapping

from server.domain.views import KINDS, Kind
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
        self._told_otherwise = False  # somebody who came since was told another count
        self._reactions: Counter[str] = Counter()  # to be told to the browsers here
        self._ours: Counter[str] = Counter()  # of those, what the other processes have not heard yet

    def heard(self, process: str, people: int, now_s: float) -> None:
        self._others[process] = (people, now_s)

    def touched(self, question: str, label: str, now_s: float) -> None:
        self._working[question] = (label, now_s + TOUCH_S)

    def reacted(self, emoji: str) -> None:
        """By somebody here; nobody keeps who."""
        self._reactions[emoji] += 1
        self._ours[emoji] += 1

    def heard_reactions(self, reactions: Mapping[str, int]) -> None:
        self._reactions.update(reactions)

    def ours(self) -> dict[str, int]:
        """The reactions since this was last asked, for the other processes."""
        ours, self._ours = self._ours, Counter()
        return dict(ours)

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
        reactions, self._reactions = dict(self._reactions), Counter()
        changed = self._told_otherwise or people != self._told[0]
        if reactions or (changed and now_s - self._told_at_s >= interval_s(people)):
            self._told, self._told_at_s, self._told_otherwise = (people, working), now_s, False
            self._audience.say({kind: self._packet(kind, now_s, reactions) for kind in KINDS})
        elif working != self._told[1]:
            self._told = (self._told[0], working)
            self._audience.say({Kind.MODERATOR: self._packet(Kind.MODERATOR, now_s, {})})
