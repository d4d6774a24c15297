"""Commands about the database and its conferences: `suara migrate`, `links` and `import`."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from server.cli.options import command_line, data_option, settings_from, with_store

if TYPE_CHECKING:
    from server.store import Store


@click.command()
@data_option
def migrate(data: Path | None) -> None:
    """Bring the database to what this release reads."""
    with_store(settings_from(data=data), lambda store: store.migrate(), writing=True)


@click.command()
@click.argument("conference")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.option("--rotate", is_flag=True, help="Replace every link by a new one; the old ones end at once.")
@data_option
def links(conference: str, as_json: bool, rotate: bool, data: Path | None) -> None:
    """Show the links of every role in a conference."""
    from server.cli import links as role_links
    from server.run import data_folder

    settings = settings_from(data=data)
    data_folder.require_database(settings)
    if rotate:
        role_links.rotate(settings, conference)
    found = with_store(
        settings, lambda store: role_links.links_of_conference(store, settings, conference), read_only=True
    )
    click.echo(json.dumps(found, ensure_ascii=False) if as_json else role_links.table(found))


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@data_option
def import_file(file: Path, data: Path | None) -> None:
    """Add a conference from a JSON file."""
    from server.conference.creation import create_conference
    from server.conference.importing.plan import parse_plan, plan_bytes
    from server.run import delegate

    content = plan_bytes(file)
    plan = parse_plan(content, file.name)

    async def add(store: "Store") -> None:
        await create_conference(store, plan, datetime.now(UTC))

    delegate.run_here_or_delegate(settings_from(data=data), add, "/manage/import", content)
    click.echo(f"Added {plan.conference.title}: {command_line('links', plan.conference.slug, data=data)}")
