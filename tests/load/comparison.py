"""Two releases measured in turn: the server's processor time per operation of one, divided by the other's."""

from collections.abc import Sequence
from statistics import median

from tests.load.bench import Compared
from tests.load.metrics import Row

Pair = tuple[Sequence[Row], Sequence[Row]]
"""The rows of the release beside, and those of this one, from runs that followed each other."""


def compare(compared: Compared, pairs: Sequence[Pair]) -> list[Row]:
    """For each row of the scenario both costs (median) and their ratio (median, lowest and highest).

    Raises `ValueError` if the runs left rows that do not match.
    """
    result = []
    for rows in zip(*(run for pair in pairs for run in pair), strict=True):
        name = {column: rows[0][column] for column in compared.by}
        if any({column: row[column] for column in compared.by} != name for row in rows):
            raise ValueError(f"the runs left different rows: {rows}")
        costs = [float(row[compared.cost] or 0) for row in rows]
        before, now = costs[::2], costs[1::2]
        ratios = [second / first for first, second in zip(before, now, strict=True) if first]
        result.append(
            {
                **name,
                "cost": compared.cost,
                "beside": round(median(before), 3),
                "this": round(median(now), 3),
                "ratio": round(median(ratios), 3) if ratios else None,
                "lowest": round(min(ratios), 3) if ratios else None,
                "highest": round(max(ratios), 3) if ratios else None,
            }
        )
    return result
