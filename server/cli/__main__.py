"""`python -m server.cli` is the `suara` command."""

from server.cli import main

main()
