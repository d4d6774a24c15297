"""One page of plots and tables from the scenarios' JSON. It fetches nothing and runs no script."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from tests.load.metrics import Row
from tests.load.plots import Points, plot

STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; margin: .5rem 0 2rem; }
td, th { padding: .15rem .7rem; text-align: right; border-bottom: 1px solid #8884; white-space: nowrap; }
td:first-child, th:first-child { text-align: left; }
.plots { display: flex; flex-wrap: wrap; gap: 1rem; } .wide { overflow-x: auto; } .fault { color: #b00020; }
svg { max-width: 100%; height: auto; } @media (prefers-color-scheme: dark) { :root { color-scheme: dark; } }
"""
BY_SIZE = (
    ("cpu_us", "Processor time per delivery (µs) against browsers in the room"),
    ("p50_ms", "Median latency (ms) against browsers in the room"),
    ("p99_ms", "99th percentile of latency (ms) against browsers in the room"),
)


def draw(folder: Path) -> Path:
    """Writes `report.html` beside the JSON files and returns its path."""
    kept = [json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))]
    page = folder / "report.html"
    page.write_text(_page(kept))
    return page


def _page(kept: Sequence[Mapping[str, Any]]) -> str:
    parts = [_section(scenario) for scenario in kept]
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Suara under load</title>'
        '<meta name="viewport" content="width=device-width">'
        f"<style>{STYLE}</style><h1>Suara under load</h1>"
        "<p>Processor time is the servers' own, user and kernel. Compare within one run: figures of different"
        " machines, or of a busy one, say little about each other. Delivered is the share that arrived.</p>"
        + "".join(parts)
    )


def _section(scenario: Mapping[str, Any]) -> str:
    name, rows = scenario["scenario"], scenario["rows"]
    machine = ", ".join(f"{key} {value}" for key, value in scenario["machine"].items())
    faults = "".join(f'<p class="fault">Wrong: {escape(each)}</p>' for each in scenario.get("faults", ()))
    said = f"{scenario['at']}, {scenario['scale']}: {machine}"
    plots = [plot(title, _by_size(rows, figure)) for figure, title in BY_SIZE] if name == "fan-out" else []
    return (
        f"<h2>{escape(name)}</h2><p>{escape(said)}</p>{faults}"
        f'<div class="plots">{"".join(plots)}</div><div class="wide">{_table(rows)}</div>'
        f'<div class="wide">{_table(scenario.get("ratios", ()))}</div>'
    )


def _by_size(rows: Sequence[Row], figure: str) -> dict[str, Points]:
    """A line for each server, over numbers of browsers; and one for Suara without its commands."""
    lines: defaultdict[str, Points] = defaultdict(list)
    for row in rows:
        who, browsers = str(row["who"]), _number(row["browsers"])
        if "burst" in who:
            continue
        lines[who].append((browsers, _number(row.get(figure))))
        if who == "suara":
            net = row.get("net_cpu_us") if figure == "cpu_us" else None
            lines["suara, without its commands"].append((browsers, _number(net)))
    return dict(lines)


def _number(value: str | float | None) -> float:
    return float(value or 0)


def _table(rows: Sequence[Row]) -> str:
    if not rows:
        return ""
    names = list(dict.fromkeys(name for row in rows for name in row))
    head = "".join(f"<th>{escape(name.replace('_', ' '))}</th>" for name in names)
    body = "".join("<tr>" + "".join(f"<td>{_cell(row.get(name))}</td>" for name in names) for row in rows)
    return f"<table><tr>{head}</tr>{body}</table>"


def _cell(value: object) -> str:
    return "" if value is None else escape(str(value))
