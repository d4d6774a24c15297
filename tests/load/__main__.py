"""`suara bench`: a quick round of every scenario, all sizes with `--full`, or one by its name."""

import asyncio
import json
import signal
import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import click
import pytest

from tests.load import machine, report
from tests.load.bench import Bench
from tests.load.line import Failed
from tests.load.measuring import table
from tests.load.screens import Inexact

OUT = Path(".bench")
SCENARIOS = (
    "idle", "fan-out", "many-rooms", "closed-loop", "vote-storm", "ballot-storm", "steady-votes",
    "join-storm", "reconnect-storm", "slow-browsers", "two-workers", "long-history",
)  # fmt: skip


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("scenarios", nargs=-1, type=click.Choice(SCENARIOS))
@click.option("--full", is_flag=True, help="Every size; takes a quarter of an hour and some 20,000 sockets.")
@click.option("--browsers", type=click.IntRange(min=20), help="This many, instead of what the scenario says.")
@click.option("--no-peers", is_flag=True, help="Suara alone.")
@click.option("--report", "only_report", is_flag=True, help="Just draw .bench/report.html anew.")
def main(
    scenarios: tuple[str, ...], full: bool, browsers: int | None, no_peers: bool, only_report: bool
) -> None:
    """Load this machine's Suara, over loopback, and say what it cost and what arrived.

    The server runs on one core and the load on another. Figures of a busy machine mean little: compare
    within one run, and processor time before seconds. Exits with 1 when anything did not arrive.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the servers end too
    OUT.mkdir(exist_ok=True)
    wrong = 0
    for name in () if only_report else scenarios or SCENARIOS:
        wrong += not _one(name, Bench("full" if full else "quick", browsers=browsers, peers=not no_peers))
    click.echo(f"\nPlots: {report.draw(OUT)}")
    sys.exit(1 if wrong else 0)


def _one(name: str, bench: Bench) -> bool:
    """Runs, shows and keeps it; whether everything held."""
    scenario = import_module(f"tests.load.scenarios.{name.replace('-', '_')}")
    click.echo(f"\n── {name}: {(scenario.__doc__ or '').strip().splitlines()[0]}", nl=True)
    try:
        with bench.beside(-1):
            asyncio.run(scenario.run(bench))
    except (machine.TooSmall, Failed, Inexact) as error:
        bench.wrong.append(str(error))
    except pytest.fail.Exception as missing:  # how the tests' own servers say what to install
        bench.wrong.append(str(missing))
    if bench.rows:
        click.echo(table(bench.rows))
    for wrong in bench.wrong:
        click.echo(f"WRONG: {wrong}", err=True)
    kept = {
        "scenario": name,
        "scale": bench.scale,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine.facts(),
        "rows": bench.rows,
        "wrong": bench.wrong,
    }
    (OUT / f"{name}.json").write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n")
    return not bench.wrong


if __name__ == "__main__":
    main(prog_name="suara bench")
