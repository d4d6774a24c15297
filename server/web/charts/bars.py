"""Lines of text with a bar each: for options, one under the other, and for every round of the poll."""

from server.domain.polls.report import Line, PollReport, Round
from server.web.charts.canvas import INNER, MARGIN, RULE, SERIES, Canvas, width_of, wrapped
from server.web.charts.labels import count_label, round_label

_THICK = 26
_SIZE = 18


def bars(canvas: Canvas, poll: PollReport) -> None:
    """Rounds stand in each other's sight, option by option, so that one sees what a talk has changed."""
    most = max((line.count for each in poll.rounds for line in each.lines), default=0)
    several = len(poll.rounds) > 1
    if several:
        _legend(canvas, poll.rounds)
    for line in poll.rounds[-1].lines:
        marked = f"✓ {line.text}" if line.note == "right" else line.text
        canvas.y += 14
        canvas.paragraph(marked, size=_SIZE, bold=line.note == "right", most=3)
        canvas.y += 8
        for each, colour in zip(poll.rounds, _colours(len(poll.rounds)), strict=True):
            found = _same(each, line)
            _bar(canvas, found, most, colour, f"{round_label(each)}: " if several else "", poll)


def _bar(canvas: Canvas, line: Line, most: int, colour: str, before: str, poll: PollReport) -> None:
    said = count_label(line, poll.measure)
    room = INNER - width_of("0000 points (100.0 %)", _SIZE)
    length = room * line.count / most if most else 0
    canvas.bar(MARGIN, canvas.y, max(length, 2), _THICK, colour if line.count else RULE, before + said)
    canvas.text(MARGIN + max(length, 2) + 10, canvas.y + _THICK - 7, said, size=_SIZE)
    canvas.y += _THICK + 4


def _same(each: Round, line: Line) -> Line:
    """The line of the same option in another round, if that round had it."""
    found = (other for other in each.lines if other.id == line.id)
    return next(found, Line(line.text, 0, None, line.id, line.note))


def _legend(canvas: Canvas, rounds: tuple[Round, ...]) -> None:
    canvas.y += 12
    for each, colour in zip(rounds, _colours(len(rounds)), strict=True):
        said = f"{round_label(each)}: {each.people} people"
        canvas.bar(MARGIN, canvas.y + 4, 18, 18, colour, said)
        canvas.text(MARGIN + 28, canvas.y + 19, said, size=_SIZE)
        canvas.y += 28


def _colours(rounds: int) -> list[str]:
    """The last round is always the first colour: it is what counts."""
    return [SERIES[(rounds - 1 - each) % len(SERIES)] for each in range(rounds)]


def listing(canvas: Canvas, each: Round, poll: PollReport) -> None:
    """Words or texts by how many are behind them: the larger, the more."""
    most = max((line.count for line in each.lines), default=0)
    canvas.y += 8
    for line in each.lines:
        size = round(16 + 16 * line.count / most) if most and poll.type == "words" else _SIZE
        said = count_label(line, poll.measure) + (
            f" · {line.note}" if line.note not in ("", "published") else ""
        )
        top = canvas.y
        for row in wrapped(line.text, INNER - 220, size, 4):
            canvas.y += size * 1.3
            canvas.text(MARGIN, canvas.y, row, size=size)
        canvas.text(MARGIN + INNER, top + size * 1.3, said, size=_SIZE, at="end")
        canvas.y += 12
        canvas.rule(MARGIN, canvas.y, MARGIN + INNER, canvas.y)
