"""The texts of a chart: labels, counts, summaries, and its description for readers who cannot see it."""

from server.domain.polls.report import Line, Measure, PollReport, Round


def plain(value: float) -> str:
    """A number as people write it: no more digits than it has, thousands apart by a thin space."""
    whole = int(value)
    return f"{whole:,}".replace(",", "\u202f") if whole == value else f"{value:.10g}"


def count_label(line: Line, measure: Measure) -> str:
    if measure == "people":
        return plain(line.count) if line.percent is None else f"{plain(line.count)} ({plain(line.percent)} %)"
    return f"{plain(line.count)} {measure[:-1] if line.count == 1 else measure}"


def round_label(each: Round) -> str:
    return f"Round {each.number}"


def summary(poll: PollReport, each: Round) -> str:
    """A line under the question: how many have answered, and what that comes to."""
    people = f"{plain(each.people)} {'answer' if each.people == 1 else 'answers'}"
    unit = f" {poll.unit}" if poll.unit else ""
    figures = [
        f"{plain(value)} more words" if name == "others" else f"{name} {plain(value)}{unit}"
        for name, value in each.figures
    ]
    return " · ".join([people, *figures])


def description(poll: PollReport) -> str:
    """The whole picture in words, for whoever can't see it."""
    return "\n".join(
        f"{round_label(each)}: {summary(poll, each)}. "
        + "; ".join(f"{line.text}: {count_label(line, poll.measure)}" for line in each.lines)
        for each in poll.rounds
    )
