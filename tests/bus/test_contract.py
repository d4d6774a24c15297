"""What every bus promises."""

import pytest

from tests.bus.conftest import NewEar


async def test_a_message_reaches_every_other_process_that_follows_its_topic(new_ear: NewEar) -> None:
    one, two, three = await new_ear(), await new_ear(), await new_ear()
    for ear in (one, two, three):
        await ear.bus.subscribe("room")
    one.bus.publish("room", b"\x00\xff bytes")
    assert await two.heard() == [("room", b"\x00\xff bytes")]
    assert await three.heard() == [("room", b"\x00\xff bytes")]


async def test_a_process_does_not_receive_its_own_messages(new_ear: NewEar) -> None:
    one, two = await new_ear(), await new_ear()
    await one.bus.subscribe("room")
    await two.bus.subscribe("room")
    one.bus.publish("room", b"from one")
    two.bus.publish("room", b"from two")
    assert await one.heard() == [("room", b"from two")]
    assert await two.heard() == [("room", b"from one")]
    assert one.messages.empty()
    assert two.messages.empty()


async def test_messages_of_one_process_keep_their_order_over_all_topics(new_ear: NewEar) -> None:
    one, two = await new_ear(), await new_ear()
    await two.bus.subscribe("a")
    await two.bus.subscribe("b")
    sent = [("ab"[number % 2], str(number).encode()) for number in range(2_000)]
    for topic, message in sent:
        one.bus.publish(topic, message)
    assert await two.heard(len(sent)) == sent


async def test_topics_not_followed_or_no_longer_followed_bring_nothing(new_ear: NewEar) -> None:
    one, two = await new_ear(), await new_ear()
    await two.bus.subscribe("left")
    await two.bus.subscribe("kept")
    await two.bus.unsubscribe("left")
    for topic in ("never", "left", "kept"):
        one.bus.publish(topic, b"!")
    assert await two.heard() == [("kept", b"!")]
    assert two.messages.empty()


async def test_a_topic_followed_again_brings_messages_again(new_ear: NewEar) -> None:
    one, two = await new_ear(), await new_ear()
    await two.bus.subscribe("room")
    await two.bus.unsubscribe("room")
    await two.bus.subscribe("room")
    one.bus.publish("room", b"again")
    assert await two.heard() == [("room", b"again")]


async def test_a_receiver_that_raises_is_told_the_next_message_all_the_same(
    new_ear: NewEar, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = await new_ear(), await new_ear()
    await two.bus.subscribe("room")
    hear = two.messages.put_nowait

    def stumble(item: tuple[str, bytes]) -> None:
        hear(item)
        if item[1] == b"bad":
            raise RuntimeError("cannot take this")

    monkeypatch.setattr(two.messages, "put_nowait", stumble)
    one.bus.publish("room", b"bad")
    one.bus.publish("room", b"good")
    assert await two.heard(2) == [("room", b"bad"), ("room", b"good")]


async def test_nothing_is_degraded_and_no_gap_is_told_while_all_is_well(new_ear: NewEar) -> None:
    one, two = await new_ear(), await new_ear()
    await two.bus.subscribe("room")
    one.bus.publish("room", b"x")
    await two.heard()
    assert not one.bus.degraded
    assert not two.bus.degraded
    assert two.gaps.empty()


async def test_what_was_published_before_closing_still_leaves(new_ear: NewEar) -> None:
    one, two = await new_ear(), await new_ear()
    await two.bus.subscribe("room")
    one.bus.publish("room", b"last words")
    await one.bus.close()
    assert await two.heard() == [("room", b"last words")]


async def test_closing_twice_and_publishing_after_it_do_no_harm(new_ear: NewEar) -> None:
    one = await new_ear()
    await one.bus.close()
    await one.bus.close()
    one.bus.publish("room", b"into the void")
