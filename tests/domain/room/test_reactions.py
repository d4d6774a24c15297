"""Reactions: those that the room offers, the people that may send them, and that none is stored."""

from typing import Any

import pytest
from pydantic import ValidationError

from tests.domain.making import ASKER, MODERATOR, STAGE, Play, command


def test_a_reaction_that_the_room_offers_leaves_nothing_behind() -> None:
    play = Play()
    version = play.room.version
    assert play(ASKER, "react", emoji="👏") == {}
    assert play.room.version == version
    assert play.refusal(ASKER, "react", emoji="🚲") == ("invalid", "emoji")
    assert play.refusal(STAGE, "react", emoji="👏") == ("forbidden", None)


def test_moderators_choose_the_reactions_or_none() -> None:
    play = Play()
    play(MODERATOR, "room.update", settings={"reactions": ["🚲", "👩‍🔬", "🇮🇩", "🚲"], "voting": False})
    assert play.room.talk.settings.reactions == ("🚲", "👩‍🔬", "🇮🇩")
    assert not play.room.talk.settings.voting
    play(ASKER, "react", emoji="🇮🇩")
    play(MODERATOR, "room.update", settings={"reactions": []})
    assert play.refusal(ASKER, "react", emoji="🚲") == ("invalid", "emoji")


@pytest.mark.parametrize("emoji", [["ok"], ["👏👏"], [""], ["7"], [1], ["👏"] * 8 + ["🚲"]])
def test_what_is_no_handful_of_emoji_is_not_read(emoji: list[Any]) -> None:
    with pytest.raises(ValidationError):
        command("room.update", settings={"reactions": emoji})


@pytest.mark.parametrize("state", ["scheduled", "closed"])
def test_a_room_that_is_not_on_takes_no_reactions(state: Any) -> None:
    assert Play(state=state).refusal(ASKER, "react", emoji="👏") == ("closed", None)
