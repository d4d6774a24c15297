"""`suara bench`: a quick round of every scenario, all sizes with `--full`, or one by its name."""

import asyncio
import json
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from types import ModuleType

import click
import pytest

from tests.load import machine, report
from tests.load.bench import Bench
from tests.load.client import LoadError
from tests.load.comparison import Pair, compare
from tests.load.metrics import Row, table
from tests.load.release import OtherRelease, Release
from tests.load.screens import SyncError

OUT = Path(".bench")
SCENARIOS = (
    "idle", "fan-out", "many-rooms", "quiet-rooms", "closed-loop", "vote-storm", "ballot-storm",
    "steady-votes", "visits", "slow-3g", "join-storm", "reconnect-storm", "slow-browsers",
    "two-workers", "long-history",
)  # fmt: skip
MakeBench = Callable[[Release | None], Bench]


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("scenarios", nargs=-1, type=click.Choice(SCENARIOS))
@click.option("--full", is_flag=True, help="Every size; takes a quarter of an hour and some 20,000 sockets.")
@click.option("--browsers", type=click.IntRange(min=20), help="This many, instead of the scenario's number.")
@click.option("--no-peers", is_flag=True, help="Suara alone.")
@click.option(
    "--beside",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A checkout of another release, with an environment in its .venv: measure both in turn, no peers.",
)
@click.option("--pairs", type=click.IntRange(min=1), default=5, show_default=True, help="Turns of --beside.")
@click.option("--report", "only_report", is_flag=True, help="Just draw .bench/report.html anew.")
def main(
    scenarios: tuple[str, ...],
    full: bool,
    browsers: int | None,
    no_peers: bool,
    beside: Path | None,
    pairs: int,
    only_report: bool,
) -> None:
    """Load a Suara on this machine, over loopback, and print its costs and what arrived.

    The server runs on one core and the load on another. Figures of a busy machine mean little: compare
    within one run, and processor time before seconds. Exits with 1 when anything did not arrive.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the servers end too
    OUT.mkdir(exist_ok=True)

    def make_bench(release: Release | None) -> Bench:
        peers = not no_peers and beside is None
        return Bench("full" if full else "quick", browsers=browsers, peers=peers, release=release)

    faulty = 0
    for name in () if only_report else scenarios or SCENARIOS:
        module = import_module(f"tests.load.scenarios.{name.replace('-', '_')}")
        click.echo(f"\n── {name}: {(module.__doc__ or '').strip().splitlines()[0]}")
        if beside is None:
            outcome = _run(module, make_bench, None)
        elif hasattr(module, "COMPARED"):
            outcome = _run_in_turn(module, make_bench, beside, pairs)
        else:
            click.echo("Not compared: it does not measure processor time per operation.")
            continue
        outcome.show()
        outcome.keep(name, "full" if full else "quick")
        faulty += bool(outcome.faults)
    click.echo(f"\nPlots: {report.draw(OUT)}")
    sys.exit(1 if faulty else 0)


@dataclass
class _Outcome:
    """The results of one run, or of several that were compared."""

    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    ratios: list[Row] = field(default_factory=list)

    def show(self) -> None:
        for rows in (self.rows, self.ratios):
            if rows:
                click.echo(table(rows))
        for note in self.notes:
            click.echo(note)
        for fault in self.faults:
            click.echo(f"WRONG: {fault}", err=True)

    def keep(self, name: str, scale: str) -> None:
        kept = {
            "scenario": name,
            "scale": scale,
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "machine": machine.facts(),
            "rows": self.rows,
            "ratios": self.ratios,
            "notes": self.notes,
            "faults": self.faults,
        }
        suffix = "-beside" if self.ratios else ""
        (OUT / f"{name}{suffix}.json").write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n")


def _run(module: ModuleType, make_bench: MakeBench, release: Release | None) -> _Outcome:
    bench = make_bench(release)
    try:
        with bench.on_core(-1):
            asyncio.run(module.run(bench))
    except (machine.MachineTooSmall, LoadError, SyncError) as error:
        bench.faults.append(str(error))
    except pytest.fail.Exception as missing:  # names a package to install
        bench.faults.append(str(missing))
    return _Outcome(bench.rows, bench.notes, bench.faults)


def _run_in_turn(module: ModuleType, make_bench: MakeBench, checkout: Path, pairs: int) -> _Outcome:
    """Each pair begins with the other release than the one before. Ends early when something is wrong."""
    total = _Outcome()
    done: list[Pair] = []
    try:
        other = OtherRelease(checkout)
    except LoadError as error:
        total.faults.append(str(error))
        return total
    for number in range(1, pairs + 1):
        both: dict[Release | None, _Outcome] = {}
        for release in (other, None) if number % 2 else (None, other):
            both[release] = outcome = _run(module, make_bench, release)
            name = other.name if release else "this"
            total.rows += [{"pair": number, "release": name, **row} for row in outcome.rows]
            total.notes += [f"{name}: {note}" for note in outcome.notes if number == 1]
            total.faults += [f"pair {number}, {name}: {each}" for each in outcome.faults]
        if total.faults:
            return total
        done.append((both[other].rows, both[None].rows))
        click.echo(f"pair {number} of {pairs}")
        total.ratios = compare(module.COMPARED, done)
    return total


if __name__ == "__main__":
    main(prog_name="suara bench")
