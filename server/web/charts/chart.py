"""The choice of a chart for each type of poll."""

from collections.abc import Callable

from server.domain.model.poll_events import PollType
from server.domain.polls.report import PollReport, Round
from server.web.charts.bars import bars, listing
from server.web.charts.canvas import MARGIN, QUIET, Canvas
from server.web.charts.columns import distribution, histogram
from server.web.charts.labels import description, round_label, summary

Panel = Callable[[Canvas, Round, PollReport], None]

_PANELS: dict[PollType, Panel] = {
    "rating": distribution,
    "scale": distribution,
    "estimate": histogram,
    "words": listing,
    "text": listing,
}
"""A picture for each round, one below the other on the same scale; all other polls have bars."""


def chart(poll: PollReport) -> str:
    """An SVG document, 960 pixels wide and as high as it needs."""
    canvas = Canvas(poll.prompt, description(poll))
    canvas.y = MARGIN - 8
    canvas.paragraph(poll.prompt, size=26, bold=True)
    panel = _PANELS.get(poll.type)
    if panel is None:
        if len(poll.rounds) == 1:
            _sum_up(canvas, poll, poll.rounds[0])
        bars(canvas, poll)
    else:
        for each in poll.rounds:
            _sum_up(canvas, poll, each)
            panel(canvas, each, poll)
            canvas.y += 16
    if poll.measure == "points":
        canvas.y += 12
        canvas.paragraph(_BORDA, size=14, ink=QUIET)
    return canvas.svg()


_BORDA = "Points by Borda's count: of m options, a first place gives m − 1, a second m − 2, … the last none."


def _sum_up(canvas: Canvas, poll: PollReport, each: Round) -> None:
    canvas.y += 6
    before = f"{round_label(each)} · " if len(poll.rounds) > 1 else ""
    canvas.paragraph(before + summary(poll, each), size=16, ink=QUIET)
