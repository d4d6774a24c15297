"""Errors that people can mend are one sentence and a non-zero exit: no stack trace, no secret."""

from pathlib import Path

import pytest

from server.demo import FILE as SAMPLE
from tests.processes import SECRET, Done, Serving, suara, suara_process
from tests.servers import free_port

NOBODY = "127.0.0.1:1"  # where nothing listens
POSTGRES = f"postgresql://suara:s3cret@{NOBODY}/suara"
# fmt: off
NO_ADDRESSES = (
    "ask.example.org", "ftp://ask.example.org", "https://", "http://[", "http://a:b/", "https://a b/",
    "https://user:s3cret@ask.example.org", "https://a/?b", "https://a/#b", "https://a/\n",
)
# fmt: on
REDIS = f"redis://:s3cret@{NOBODY}/0"


def sentence_of(data: Path, *arguments: str, **given: str) -> str:
    return sentence(suara(*arguments, **{"SUARA_DATA": str(data), "PORT": str(free_port()), **given}))


def sentence_of_server(data: Path, **given: str) -> str:
    """The sentence of `suara serve` where it gets as far as its logging."""
    return sentence(suara_process("serve", **{"SUARA_DATA": str(data), "PORT": str(free_port()), **given}))


def sentence(done: Done) -> str:
    assert done.returncode not in (0, -15)
    assert done.stdout == ""
    assert "s3cret" not in done.stderr
    assert done.stderr.startswith("suara: ")
    assert done.stderr.count("\n") == 1
    return done.stderr.removeprefix("suara: ").rstrip("\n")


@pytest.mark.parametrize(
    ("arguments", "given", "begins"),
    [
        (
            ["serve", "--workers", "2"],
            {"DATABASE_URL": POSTGRES, "SECRET_KEY": SECRET, "REDIS_URL": REDIS},
            f"PostgreSQL at {NOBODY} cannot be used: ",
        ),
        (
            ["serve", "--workers", "2"],
            {"DATABASE_URL": POSTGRES, "REDIS_URL": REDIS},
            "SECRET_KEY is missing: set it to ",
        ),
        *(
            (command, {"DATABASE_URL": POSTGRES, "SECRET_KEY": SECRET}, f"PostgreSQL at {NOBODY} cannot be ")
            for command in (["demo"], ["migrate"], ["links", "any"])
        ),
        (["serve"], {"DATABASE_URL": "mysql://a:s3cret@b/c"}, "DATABASE_URL must begin with "),
        (["serve"], {"DATABASE_URL": "sqlite:///:memory:"}, "DATABASE_URL must name a file"),
        (["serve"], {"DATABASE_URL": "s3cret"}, "DATABASE_URL is not a URL."),
        (["serve"], {"DATABASE_URL": "postgresql://a:s3cret@b:port/c"}, "DATABASE_URL is not a URL."),
        (["serve"], {"DATABASE_URL": "sqlite://"}, "DATABASE_URL must name a file"),
        *((["serve"], {"SUARA_URL": url}, "SUARA_URL must be an address such as ") for url in NO_ADDRESSES),
        (["serve"], {"REDIS_URL": "s3cret"}, "REDIS_URL must be an address such as "),
        (["serve"], {"REDIS_URL": "redis://:x@host:s3cret/0"}, "REDIS_URL must be an address such as "),
        *((["serve"], {"PORT": port}, "PORT is not right: ") for port in ("65536", "0", "http")),
        (["serve"], {"WEB_CONCURRENCY": "0"}, "WEB_CONCURRENCY is not right: "),
        (["serve"], {"SUARA_RATE_LIMIT": "perhaps"}, "SUARA_RATE_LIMIT is not right: "),
        (
            ["demo", "--workers", "2"],
            {"REDIS_URL": REDIS},
            "More than one worker needs PostgreSQL and Redis: ",
        ),
        (
            ["serve", "--workers", "2"],
            {"DATABASE_URL": POSTGRES, "SECRET_KEY": SECRET},
            "More than one worker needs Redis between them: set REDIS_URL",
        ),
        (["import", "nowhere.json"], {}, "Can't read nowhere.json: "),
    ],
)
def test_settings_that_can_not_work_are_said_in_one_sentence(
    tmp_path: Path, arguments: list[str], given: dict[str, str], begins: str
) -> None:
    assert sentence_of(tmp_path, *arguments, **given).startswith(begins)


@pytest.mark.parametrize(
    ("given", "begins"),
    [
        ({}, "SECRET_KEY is missing: set it to "),
        ({"SECRET_KEY": "s3cret"}, "SECRET_KEY is too short: "),
        ({"SECRET_KEY": SECRET}, f"PostgreSQL at {NOBODY} cannot be "),
    ],
)
def test_what_keeps_a_server_from_starting_is_said_in_one_sentence(
    tmp_path: Path, given: dict[str, str], begins: str
) -> None:
    said = sentence_of_server(tmp_path, DATABASE_URL=POSTGRES, **given)
    assert said.startswith(begins)


@pytest.mark.parametrize("left", ["", "short\n"])
def test_a_kept_secret_that_is_no_longer_whole_is_said_and_left_alone(tmp_path: Path, left: str) -> None:
    kept = tmp_path / "secret_key"
    kept.write_text(left)
    assert sentence_of_server(tmp_path).startswith(f"The secret in {kept} is damaged: ")
    assert kept.read_text() == left


@pytest.mark.parametrize("command", [["serve"], ["demo"], ["migrate"], ["import"]])
def test_a_data_folder_that_can_not_be_made_is_said(tmp_path: Path, command: list[str]) -> None:
    file = tmp_path / "no folder"
    file.touch()
    if command == ["import"]:
        command = ["import", str(SAMPLE)]
    said = sentence_of(file / "data", *command)
    assert said.startswith(f"The data folder {file / 'data'} cannot be used (Not a directory): ")


@pytest.mark.parametrize("rotate", [[], ["--rotate"]])
def test_links_of_a_folder_without_a_database_are_looked_for_in_vain_and_none_is_made(
    tmp_path: Path, rotate: list[str]
) -> None:
    folder = tmp_path / "none"
    said = sentence_of(folder, "links", "spring", *rotate)
    assert said.startswith(f"There is no database at {folder / 'suara.db'}: ")
    assert not folder.exists()


def test_a_data_folder_has_one_process(demo: Serving) -> None:
    for command in ("serve", "demo"):
        assert f"is in use by another Suara process (process {demo.pid})" in sentence_of(demo.folder, command)


def test_a_port_has_one_process(demo: Serving, tmp_path: Path) -> None:
    said = sentence_of_server(tmp_path, PORT=str(demo.port))
    assert said.startswith(f"Can't listen on 127.0.0.1 port {demo.port} (Address already in use)")


def test_a_conference_that_does_not_exist_is_said_with_those_that_do(demo: Serving) -> None:
    said = sentence_of(demo.folder, "links", "nowhere")
    _, _, there_are = said.partition("there is: ")
    assert "smartchange2020" in there_are.rstrip(".").split(", "), "another test may have made one more"
    assert "'nowhere'" in sentence_of(demo.folder, "links", "nowhere", "--rotate")


def test_a_second_data_folder_on_one_database(demo: Serving, tmp_path: Path) -> None:
    """It would have another secret, and so other links, and both would write."""
    (tmp_path / "link.db").symlink_to(demo.folder / "suara.db")
    for file in (demo.folder / "suara.db", tmp_path / "link.db"):
        said = sentence_of(tmp_path / "second", "serve", DATABASE_URL=f"sqlite:///{file}")
        assert said.startswith(f"The database {file} is in use by another Suara process")
