"""The contract of every bus."""

import asyncio

import pytest

from tests.bus.conftest import NewReceiver


async def test_a_message_reaches_every_other_process_that_follows_its_topic(
    new_receiver: NewReceiver,
) -> None:
    one, two, three = await new_receiver(), await new_receiver(), await new_receiver()
    for receiver in (one, two, three):
        await receiver.bus.subscribe("room")
    one.bus.publish("room", b"\x00\xff bytes")
    assert await two.receive() == [("room", b"\x00\xff bytes")]
    assert await three.receive() == [("room", b"\x00\xff bytes")]


async def test_a_process_does_not_receive_its_own_messages(new_receiver: NewReceiver) -> None:
    one, two = await new_receiver(), await new_receiver()
    await one.bus.subscribe("room")
    await two.bus.subscribe("room")
    one.bus.publish("room", b"from one")
    two.bus.publish("room", b"from two")
    assert await one.receive() == [("room", b"from two")]
    assert await two.receive() == [("room", b"from one")]
    assert one.messages.empty()
    assert two.messages.empty()


async def test_a_topic_is_heard_if_another_process_may_follow_it(new_receiver: NewReceiver) -> None:
    one, two = await new_receiver(), await new_receiver()
    await two.bus.subscribe("room")
    assert one.bus.is_heard("room")
    await one.bus.subscribe("room")
    assert one.bus.is_heard("room")
    assert two.bus.is_heard("room")


async def test_messages_of_one_process_keep_their_order_over_all_topics(new_receiver: NewReceiver) -> None:
    one, two = await new_receiver(), await new_receiver()
    await two.bus.subscribe("a")
    await two.bus.subscribe("b")
    sent = [("ab"[number % 2], str(number).encode()) for number in range(2_000)]
    for topic, message in sent:
        one.bus.publish(topic, message)
    assert await two.receive(len(sent)) == sent


async def test_topics_not_followed_or_no_longer_followed_bring_nothing(new_receiver: NewReceiver) -> None:
    one, two = await new_receiver(), await new_receiver()
    await two.bus.subscribe("left")
    await two.bus.subscribe("kept")
    await two.bus.unsubscribe("left")
    for topic in ("never", "left", "kept"):
        one.bus.publish(topic, b"!")
    assert await two.receive() == [("kept", b"!")]
    assert two.messages.empty()


async def test_a_topic_followed_again_brings_messages_again(new_receiver: NewReceiver) -> None:
    one, two = await new_receiver(), await new_receiver()
    await two.bus.subscribe("room")
    await two.bus.unsubscribe("room")
    await two.bus.subscribe("room")
    one.bus.publish("room", b"again")
    assert await two.receive() == [("room", b"again")]


async def test_a_topic_followed_again_while_it_is_being_left_brings_messages(
    new_receiver: NewReceiver,
) -> None:
    one, two = await new_receiver(), await new_receiver()
    await two.bus.subscribe("room")
    for turns in range(12):
        await two.bus.unsubscribe("room")
        for _ in range(turns):
            await asyncio.sleep(0)
        await two.bus.subscribe("room")
        one.bus.publish("room", str(turns).encode())
        assert await two.receive() == [("room", str(turns).encode())]


async def test_a_receiver_that_raises_is_told_the_next_message_all_the_same(
    new_receiver: NewReceiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = await new_receiver(), await new_receiver()
    await two.bus.subscribe("room")
    put = two.messages.put_nowait

    def stumble(item: tuple[str, bytes]) -> None:
        put(item)
        if item[1] == b"bad":
            raise RuntimeError("cannot take this")

    monkeypatch.setattr(two.messages, "put_nowait", stumble)
    one.bus.publish("room", b"bad")
    one.bus.publish("room", b"good")
    assert await two.receive(2) == [("room", b"bad"), ("room", b"good")]


async def test_nothing_is_degraded_and_no_gap_is_told_while_all_is_well(new_receiver: NewReceiver) -> None:
    one, two = await new_receiver(), await new_receiver()
    await two.bus.subscribe("room")
    one.bus.publish("room", b"x")
    await two.receive()
    assert not one.bus.degraded
    assert not two.bus.degraded
    assert two.gaps.empty()


async def test_what_was_published_before_closing_still_leaves(new_receiver: NewReceiver) -> None:
    one, two = await new_receiver(), await new_receiver()
    await two.bus.subscribe("room")
    one.bus.publish("room", b"last words")
    await one.bus.close()
    assert await two.receive() == [("room", b"last words")]


async def test_closing_twice_and_publishing_after_it_do_no_harm(new_receiver: NewReceiver) -> None:
    one = await new_receiver()
    await one.bus.close()
    await one.bus.close()
    one.bus.publish("room", b"into the void")
