"""Questions as rows of a table, one for each, with a column for each language of a translation."""

from collections.abc import Iterable, Sequence

from server.domain.model.text import rfc3339
from server.domain.views import SeenQuestion
from server.web.tables.csv_file import Cell

COLUMNS = (
    "id",
    "status",
    "votes",
    "text",
    "lang",
    "name",
    "sector",
    "city",
    "labels",
    "asked_at",
    "published_at",
    "answered_at",
    "answer",
    "reason",
    "to",
)


def question_table(questions: Sequence[SeenQuestion]) -> tuple[list[str], list[list[Cell]]]:
    """The columns, and the rows. A translation into German stands in the column `text_de`."""
    languages = sorted({lang for each in questions for lang in each.body.get("translations", ())})
    columns = [*COLUMNS, *(f"text_{lang}" for lang in languages)]
    return columns, [_row(each, languages) for each in questions]


def _row(question: SeenQuestion, languages: Iterable[str]) -> list[Cell]:
    body = question.body
    by, answer, translations = body["by"], body.get("answer", {}), body.get("translations", {})
    cells: dict[str, Cell] = {
        **{name: body.get(name) for name in ("id", "status", "votes", "text", "lang", "asked_at", "reason")},
        **{name: by.get(name) for name in ("name", "sector", "city")},
        "labels": ", ".join(body["labels"]),
        "published_at": rfc3339(question.published_at) if question.published_at else None,
        "answered_at": answer.get("at"),
        "answer": answer.get("text"),
    }
    return [*(cells.get(column) for column in COLUMNS), *(translations.get(lang) for lang in languages)]
