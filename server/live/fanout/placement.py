"""Which cohort a browser is in, while people answer polls: who has answered may see what others may not."""

from server.domain.polls.ballots import Round
from server.domain.sync import own_ballots
from server.domain.sync.versioned import Room
from server.domain.visibility import Kind, Sight
from server.live.fanout.ballot_owners import Answering
from server.live.fanout.cohorts import Browser, Cohorts


class Placing:
    """Keeps everybody in `cohorts` with those who see alike."""

    def __init__(self, room: Room, cohorts: Cohorts, answering: Answering) -> None:
        self._room = room
        self._cohorts = cohorts
        self._answering = answering
        self._looked_at = room.version  # up to there, who answered has been placed
        self._turning: set[Round] = set()  # at the last look
        self._seen_by_answering: set[Round] = set()  # those, and of who has joined since then

    def join(self, browser: Browser) -> None:
        """One who has just been shown the room as it is."""
        seer = own_ballots.sight_of(self._room, browser.person)
        if seer.answered:
            self._seen_by_answering |= own_ballots.turning(self._room)
        self._cohorts.place(browser, self._room.version, seer)

    def look(self) -> None:
        """Who has answered a poll since the last look may see its results now, and who may see no more than
        others by having answered is with the others again."""
        room = self._room
        turning = own_ballots.turning(room)
        ended = {poll for poll, _ in self._seen_by_answering - turning}
        for cohort in self._cohorts if ended else ():
            if cohort.sight.answered & ended:
                self._cohorts.turn(cohort, Sight(cohort.sight.kind, cohort.sight.answered - ended))
        fresh = {number for number in turning if number not in self._turning or number[0] in ended}
        again = any(number in room.tallies for number in fresh)
        for ballot, _ in room.cast_since(0 if again else self._looked_at):
            cast = room.ballots[ballot]
            if (cast.poll, cast.take) in turning:
                for browser in self._answering.of(cast.poll, cast.take, ballot):
                    self._sees_more(browser, cast.poll)
        self._turning, self._seen_by_answering = turning, set(turning)
        self._looked_at = room.version
        self._answering.follow({(poll.id, poll.take) for poll in room.polls() if poll.state == "open"})

    def _sees_more(self, browser: Browser, poll: str) -> None:
        cohort = browser.cohort
        if cohort is not None and browser.kind is Kind.ATTENDEE and poll not in cohort.sight.answered:
            more = Sight(browser.kind, cohort.sight.answered | {poll})
            there = self._cohorts.place(browser, cohort.stand, cohort.seen, more)
            there.rests |= cohort.rests
