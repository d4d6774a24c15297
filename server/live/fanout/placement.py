"""Which cohort a browser is in, while people answer polls: who has answered may see what others may not."""

from server.domain.polls.ballots import Round
from server.domain.sync import own_ballots
from server.domain.sync.versioned import Room
from server.domain.visibility import View, ViewerKind
from server.live.fanout.ballot_owners import BallotOwners
from server.live.fanout.cohorts import Browser, Cohorts


class CohortPlacement:
    """Keeps everybody in `cohorts` with those who see alike."""

    def __init__(self, room: Room, cohorts: Cohorts, ballot_owners: BallotOwners) -> None:
        self._room = room
        self._cohorts = cohorts
        self._ballot_owners = ballot_owners
        self._updated_at = room.version  # up to there, who answered has been placed
        self._dependent_rounds: set[Round] = set()  # at the last look
        self._revealed_rounds: set[Round] = set()  # those, and of who has joined since then

    def join(self, browser: Browser) -> None:
        """One who has just been shown the room as it is."""
        dependent_rounds = own_ballots.answer_dependent_rounds(self._room)
        # A poll that is closed at this moment, and open again at the next update, has to be looked at anew:
        # their answer is an old one, and their view does not have it.
        self._dependent_rounds &= dependent_rounds
        view = own_ballots.view_of_person(self._room, browser.person)
        if view.answered:
            self._revealed_rounds |= dependent_rounds
        self._cohorts.place(browser, self._room.version, view)

    def update(self) -> None:
        """Who has answered a poll since the last look may see its results now, and who may see no more than
        others by having answered is with the others again."""
        room = self._room
        dependent_rounds = own_ballots.answer_dependent_rounds(room)
        ended = {poll for poll, _ in self._revealed_rounds - dependent_rounds}
        for cohort in self._cohorts if ended else ():
            if cohort.view.answered & ended:
                self._cohorts.turn(cohort, View(cohort.view.kind, cohort.view.answered - ended))
        fresh = {
            number
            for number in dependent_rounds
            if number not in self._dependent_rounds or number[0] in ended
        }
        again = any(number in room.tallies for number in fresh)
        for ballot, _ in room.ballots_changed_since(0 if again else self._updated_at):
            cast = room.ballots[ballot]
            if (cast.poll, cast.round_id) in dependent_rounds:
                for browser in self._ballot_owners.browsers_of(cast.poll, cast.round_id, ballot):
                    self._reveal_results(browser, cast.poll)
        self._dependent_rounds, self._revealed_rounds = dependent_rounds, set(dependent_rounds)
        self._updated_at = room.version
        self._ballot_owners.follow(
            {(poll.id, poll.round_id) for poll in room.polls() if poll.state == "open"}
        )

    def _reveal_results(self, browser: Browser, poll: str) -> None:
        cohort = browser.cohort
        if cohort is not None and browser.kind is ViewerKind.ATTENDEE and poll not in cohort.view.answered:
            more = View(browser.kind, cohort.view.answered | {poll})
            there = self._cohorts.place(browser, cohort.version, cohort.shown_view, more)
            there.paused |= cohort.paused
