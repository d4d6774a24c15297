"""Placement of browsers in cohorts. Attendees who have answered a poll may see more than others."""

from server.domain.polls.ballots import Round
from server.domain.sync import own_ballots
from server.domain.sync.versioned import Room
from server.domain.visibility import View, ViewerKind
from server.live.fanout.ballot_owners import BallotOwners
from server.live.fanout.cohorts import Browser, Cohorts


class CohortPlacement:
    """Keeps each browser of a room in the cohort of its view."""

    def __init__(self, room: Room, cohorts: Cohorts, ballot_owners: BallotOwners) -> None:
        self._room = room
        self._cohorts = cohorts
        self._ballot_owners = ballot_owners
        self._placed_up_to = room.version  # the ballots up to this version have been considered
        self._dependent_rounds: set[Round] = set()  # `answer_dependent_rounds` at the last update
        self._revealed_rounds: set[Round] = set()  # these, and those of browsers that joined since then

    def join(self, browser: Browser) -> None:
        """Places a browser that has just had a sync to the room's current version."""
        dependent_rounds = own_ballots.answer_dependent_rounds(self._room)
        # A poll that is closed at this moment, and open again at the next update, must count as new there:
        # the person's answer is older than the last update, and is not in their view.
        self._dependent_rounds &= dependent_rounds
        view = own_ballots.view_of_person(self._room, browser.person)
        if view.answered:
            self._revealed_rounds |= dependent_rounds
        self._cohorts.place(browser, self._room.version, view)

    def update(self) -> None:
        """Moves browsers between cohorts, after polls were answered, closed, reset or reopened.

        People who have answered a poll since the last update now see its results. Where an answer no longer
        shows more than others see, their view is the others' again.
        """
        room = self._room
        if not room.poll_ids:  # as in most rooms, most of the time
            return
        dependent_rounds = own_ballots.answer_dependent_rounds(room)
        ended = {poll for poll, _ in self._revealed_rounds - dependent_rounds}
        for cohort in self._cohorts if ended else ():
            if cohort.view.answered & ended:
                self._cohorts.change_view(cohort, View(cohort.view.kind, cohort.view.answered - ended))
        new_rounds = {
            round_
            for round_ in dependent_rounds
            if round_ not in self._dependent_rounds or round_[0] in ended
        }
        new_rounds.update(set(room.rounds_sealed_since(self._placed_up_to)) & dependent_rounds)
        answered = [(round_, ballot) for round_ in new_rounds for ballot in room.ballots_of(round_)]
        for ballot, _ in room.ballots_changed_since(self._placed_up_to):
            cast = room.ballots[ballot]
            answered.append(((cast.poll, cast.round_id), ballot))
        for round_, ballot in answered:
            if round_ in dependent_rounds:
                for browser in self._ballot_owners.browsers_of(*round_, ballot):
                    self._reveal_results(browser, round_[0])
        self._dependent_rounds, self._revealed_rounds = dependent_rounds, set(dependent_rounds)
        self._placed_up_to = room.version
        self._ballot_owners.follow(
            {(poll.id, poll.round_id) for poll in room.polls() if poll.state == "open"}
        )

    def _reveal_results(self, browser: Browser, poll: str) -> None:
        cohort = browser.cohort
        if cohort is not None and browser.kind is ViewerKind.ATTENDEE and poll not in cohort.view.answered:
            view = View(browser.kind, cohort.view.answered | {poll})
            new_cohort = self._cohorts.place(browser, cohort.version, cohort.shown_view, view)
            new_cohort.paused |= cohort.paused
