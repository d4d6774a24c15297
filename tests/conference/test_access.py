"""Access: which key and which token opens what, in what role."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from server.conference.access import Access, Caller, bearer
from server.conference.directory import Directory
from server.domain.model.people import Role
from server.domain.model.refusal import Refused
from server.store import Store, database_url
from server.tokens import Keyring, Token
from tests.store.sample import CONFERENCE, LINK, ROOM, another_room

NOW = datetime(2020, 12, 16, 8, 0, tzinfo=UTC)
KEYRING = Keyring("the secret of the links")
OTHER = replace(ROOM, id="r_2", code="GOV2")
ELSEWHERE = another_room(3)
LINKS = (
    LINK,
    replace(LINK, id="l_speaker", role="speaker", label="Dewi"),
    replace(LINK, id="l_organiser", room=None, role="organiser"),
)


@pytest.fixture(scope="module")
async def directory(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Directory]:
    store = await Store.open(database_url("", tmp_path_factory.mktemp("access")))
    await store.migrate()
    await store.add_conference(CONFERENCE, [(ROOM, ()), (OTHER, ())], LINKS)
    await store.add_conference(replace(CONFERENCE, id="c_2", slug="other"), [(ELSEWHERE, ())])
    directory = Directory(store)
    await directory.load()
    yield directory
    await store.close()


@pytest.fixture
def access(directory: Directory) -> Access:
    return Access(directory, KEYRING, "the key to the metrics")


def code(call: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.code


def token(
    link: str | None = None, conference: str = "c_1", expires_at: datetime = NOW + timedelta(1)
) -> Token:
    return Token("p_1", conference, b"0123456789abcdef", expires_at, link)


@pytest.mark.parametrize(
    ("header", "credentials"),
    [
        ("Bearer a.b", "a.b"),
        ("bearer  a.b ", "a.b"),
        ("Bearer", None),
        ("Bearer ", None),
        ("Basic YTpi", None),
        ("a.b", None),
        ("", None),
        (None, None),
    ],
)
def test_credentials_stand_behind_their_scheme(header: str | None, credentials: str | None) -> None:
    assert bearer(header) == credentials


def test_a_key_gives_the_role_of_its_link_where_that_is_for(access: Access) -> None:
    moderator, organiser = KEYRING.link_key("l_1"), KEYRING.link_key("l_organiser")
    assert access.caller(ROOM, moderator) == Caller(Role.MODERATOR, "l_1", "For the moderators")
    for room in (ROOM, OTHER):
        assert access.by_key(room, organiser).role is Role.ORGANISER
    for room, key in ((OTHER, moderator), (ELSEWHERE, organiser), (ROOM, KEYRING.link_key("l_gone"))):
        assert code(partial(access.caller, room, key)) == "key"
    for key in ("", "l_1", "l_1.nonsense", "ไทย", KEYRING.admin_key()):
        assert code(partial(access.caller, ROOM, key)) == "key"


def test_without_a_key_the_link_in_the_token_counts(access: Access) -> None:
    assert access.caller(ROOM, None) is None
    assert access.caller(ROOM, None, token()) is None
    assert access.caller(ROOM, None, token("l_speaker")) == Caller(Role.SPEAKER, "l_speaker", "Dewi")
    assert access.caller(OTHER, None, token("l_speaker")) is None
    assert code(partial(access.caller, ROOM, None, token("l_gone"))) == "key"
    key = KEYRING.link_key("l_1")
    found = access.caller(ROOM, key, token("l_gone"))
    assert found is not None
    assert found.link == "l_1"


def test_a_token_is_of_this_conference_and_of_its_time(access: Access) -> None:
    assert access.token(KEYRING.sign(token()), ROOM, NOW) == token()
    for text in (
        KEYRING.sign(token(conference="c_2")),
        KEYRING.sign(token(expires_at=NOW)),
        Keyring("another secret").sign(token()),
        "nonsense",
        "",
    ):
        assert code(partial(access.token, text, ROOM, NOW)) == "token"


def test_moderators_and_organisers_may_do_what_others_may_not(access: Access) -> None:
    for link in ("l_1", "l_organiser"):
        assert access.moderator(ROOM, KEYRING.link_key(link)).link == link
    assert code(partial(access.moderator, ROOM, KEYRING.link_key("l_speaker"))) == "forbidden"
    assert code(partial(access.moderator, OTHER, KEYRING.link_key("l_1"))) == "key"
    assert code(partial(access.moderator, ROOM, None)) == "key"


def test_only_who_knows_the_secret_has_the_key_of_commands(access: Access) -> None:
    access.check_admin(KEYRING.admin_key())
    for key in (None, "", "nonsense", "ไทย", KEYRING.link_key("l_organiser")):
        assert code(partial(access.check_admin, key)) == "key"


def test_metrics_are_for_this_machine_and_for_their_key(access: Access, directory: Directory) -> None:
    access.check_metrics(None, local=True)
    access.check_metrics("the key to the metrics", local=False)
    for key in (None, "", "another", "ไทย"):
        assert code(partial(access.check_metrics, key, local=False)) == "forbidden"
    keyless = Access(directory, KEYRING)
    assert code(partial(keyless.check_metrics, "", local=False)) == "forbidden"
