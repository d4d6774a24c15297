"""The results of a room's polls, as a moderator sees them, round by round."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from server.domain.model.items import Poll, Question
from server.domain.model.poll_events import PollState, PollType
from server.domain.model.state import State
from server.domain.model.tallies import CHOICES, STEPS, Results, Tally, mean

Measure = Literal["people", "points", "votes"]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was counted.

    `percent` is the share of the people who answered, to one decimal; `None` for points and votes, which have
    no total. `note` is "right" for a quiz's right option, and the status for an entry. `span` are the ends of
    a histogram's bin.
    """

    text: str
    count: int
    percent: float | None = None
    id: str = ""
    note: str = ""
    span: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """The results of one round of a poll, numbered from 1.

    `figures` are pairs (name, value) that sum it up: "mean" of a rating or scale; "median", "q1" and "q3" of
    an estimate; "others" of a word cloud, the number of different words beyond the lines.
    """

    number: int
    people: int
    lines: tuple[Line, ...]
    figures: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class PollReport:
    id: str
    type: PollType
    prompt: str
    state: PollState
    measure: Measure
    rounds: tuple[Round, ...]
    unit: str = ""
    explanation: str = ""


def report(state: State, lang: str | None = None) -> tuple[PollReport, ...]:
    """Reports of all polls that were ever opened and are not deleted, in the moderators' order.

    Prompts and options are in `lang` where they were translated. For moderators only.
    """
    entries: dict[tuple[str, int], list[Question]] = {}
    for question in state.questions():
        if question.poll is not None and question.round_id is not None:
            entries.setdefault((question.poll, question.round_id), []).append(question)
    polls = sorted(
        (poll for poll in state.polls() if poll.state in ("open", "closed")),
        key=lambda poll: (poll.position, poll.id),
    )
    return tuple(_poll_report(state, poll, entries, lang) for poll in polls)


def _poll_report(
    state: State, poll: Poll, entries: dict[tuple[str, int], list[Question]], lang: str | None
) -> PollReport:
    prompt, texts = _translated(poll, lang)
    rounds = tuple(
        _round(state, poll, round_id, number, texts, entries.get((poll.id, round_id), []))
        for number, round_id in enumerate(poll.round_ids, 1)
    )
    return PollReport(
        poll.id, poll.type, prompt, poll.state, _measure(poll.type), rounds, poll.unit, poll.explanation
    )


def _translated(poll: Poll, lang: str | None) -> tuple[str, dict[str, str]]:
    prompt, texts = poll.prompt, {option.id: option.text for option in poll.options}
    for translation in poll.translations:
        if translation.lang == lang:
            prompt = translation.text or prompt
            texts |= dict(translation.options)
    return prompt, texts


def _measure(type_: PollType) -> Measure:
    return "points" if type_ == "ranking" else "votes" if type_ == "text" else "people"


def _round(
    state: State, poll: Poll, round_id: int, number: int, texts: dict[str, str], entries: list[Question]
) -> Round:
    tally = state.tally_of(poll, round_id)
    results = tally.results(poll)
    lines = tuple(_lines(state, poll, tally, results, texts, entries))
    return Round(number, tally.people, lines, tuple(_figures(poll, tally, results)))


def _lines(
    state: State, poll: Poll, tally: Tally, results: Results, texts: dict[str, str], entries: list[Question]
) -> Iterator[Line]:
    def people_line(text: str, count: int, id_: str = "", note: str = "") -> Line:
        return Line(text, count, _percent(count, tally.people), id_, note)

    if poll.type in CHOICES:
        for option, count in results.items():
            yield people_line(texts[option], count, option, "right" if option in poll.right else "")
    elif poll.type == "ranking":
        for option, points in sorted(results.items(), key=lambda each: -each[1]):
            yield Line(texts[option], points, id=option)
    elif poll.type in STEPS:
        ends = {"1": poll.low, str(len(results)): poll.high}
        for step, count in results.items():
            yield people_line(f"{step} ({ends[step]})" if ends.get(step) else step, count, step)
    elif poll.type == "words":
        for word, count in results["top"]:
            yield people_line(word, count)
    elif poll.type == "estimate":
        for low, high, count in results["bins"]:
            text = str(low) if low == high else f"{low} – {high}"
            yield Line(text, count, _percent(count, tally.people), span=(low, high))
    else:
        shown = [entry for entry in entries if entry.status != "withdrawn"]
        for entry in sorted(shown, key=lambda each: (-state.tally.get(each.id, 0), each.asked_at, each.id)):
            yield Line(entry.text, state.tally.get(entry.id, 0), id=entry.id, note=entry.status)


def _percent(count: int, people: int) -> float | None:
    return round(100 * count / people, 1) if people else None


def _figures(poll: Poll, tally: Tally, results: Results) -> Iterator[tuple[str, float]]:
    if (middle := mean(poll, tally)) is not None:
        yield "mean", middle
    if poll.type == "estimate" and results["n"]:
        for name in ("median", "q1", "q3"):
            yield name, results[name]
    if poll.type == "words" and results["others"]:
        yield "others", results["others"]
