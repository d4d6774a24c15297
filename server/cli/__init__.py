"""The `suara` command. Each command imports what it needs when it runs, so that `--help` answers at once."""

import sys
from typing import Any

import click

from server import __version__
from server.cli import checkout, conference, serve
from server.errors import UserError


class _PrintsUserErrors(click.Group):
    """Prints a `UserError` as its sentence and exits with 1. Anything else is a defect, with its stack."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except UserError as error:
            click.echo(f"suara: {error}", err=True)
            sys.exit(1)


@click.group(cls=_PrintsUserErrors, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="suara")
def main() -> None:
    """Suara: the live side of a conference."""


for command in (
    serve.demo,
    serve.serve,
    conference.migrate,
    conference.links,
    conference.import_file,
    checkout.test,
    checkout.bench,
    checkout.protocol,
    checkout.picture,
):
    main.add_command(command)
