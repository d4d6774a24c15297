"""The help of the commands: whole lines, and every form of a command."""

from click.testing import CliRunner

from server.cli import main


def help_of(*command: str) -> str:
    return CliRunner().invoke(main, [*command, "--help"]).output


def test_no_line_of_the_list_of_commands_is_cut() -> None:
    listed = help_of().split("Commands:\n")[1].splitlines()
    assert [line.split()[0] for line in listed] == sorted(main.commands)
    assert [line for line in listed if line.endswith("...") or not line.endswith((".", ")."))] == []


def test_the_forms_of_the_test_command_are_listed() -> None:
    assert {"--looks", "--long"} <= set(help_of("test").split())
