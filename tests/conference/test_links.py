"""Links as they are listed for the people who hand them out."""

from dataclasses import replace

from server.conference.links import listed, new_link
from server.domain.model.people import Role
from server.tokens import Keyring
from tests.store.sample import ROOM

KEYRING = Keyring("the secret of the links")
BASE = "https://ask.example"


def test_every_role_has_an_address_and_only_those_that_stand_are_listed() -> None:
    other = replace(ROOM, id="r_2", code="GOV2", title="Another")
    organiser, moderator, speaker, elsewhere = (
        new_link("c_1", room, role)
        for room, role in (
            (None, Role.ORGANISER),
            ("r_1", Role.MODERATOR),
            ("r_1", Role.SPEAKER),
            ("r_2", Role.STAGE),
        )
    )
    assert listed("spring", [ROOM, other], [moderator, organiser, elsewhere, speaker], KEYRING, BASE) == {
        "conference": "spring",
        "organiser": f"{BASE}/c/spring/manage#key={KEYRING.link_key(organiser.id)}",
        "rooms": [
            {
                "code": "GOV1",
                "title": "Smart Governance",
                "attendee": f"{BASE}/GOV1",
                "moderator": f"{BASE}/r/GOV1/moderate#key={KEYRING.link_key(moderator.id)}",
                "speaker": f"{BASE}/r/GOV1/speak#key={KEYRING.link_key(speaker.id)}",
            },
            {
                "code": "GOV2",
                "title": "Another",
                "attendee": f"{BASE}/GOV2",
                "stage": f"{BASE}/r/GOV2/stage#key={KEYRING.link_key(elsewhere.id)}",
            },
        ],
    }


def test_without_an_organisers_link_none_is_listed() -> None:
    assert listed("spring", [], [], KEYRING, BASE) == {"conference": "spring", "rooms": []}
