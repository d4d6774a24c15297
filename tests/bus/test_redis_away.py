"""Redis killed, cut off, frozen or absent: nothing is raised, and the bus reports its state and every gap."""

from collections.abc import Callable

import pytest

from server.bus import RedisBus
from server.bus.outbox import Outbox
from tests.bus.conftest import Receiver
from tests.servers import RedisServer

NewReceiver = Callable[[], Receiver]


async def two(redis_receiver: NewReceiver) -> tuple[Receiver, Receiver]:
    one, other = redis_receiver(), redis_receiver()
    for receiver in (one, other):
        await receiver.start()
        await receiver.bus.subscribe("room")
        assert not receiver.degraded()
        assert receiver.gaps.empty()
    return one, other


async def test_killed_and_started_again_a_gap_is_told_and_messages_flow(
    redis_server: RedisServer, redis_receiver: NewReceiver
) -> None:
    one, other = await two(redis_receiver)
    redis_server.kill()
    await other.wait_until_degraded()
    one.bus.publish("room", b"while away")
    redis_server.start()
    await one.gap()
    await other.gap()
    assert not other.degraded()
    one.bus.publish("room", b"after")
    await other.receive_until(b"after")


async def test_a_cut_connection_is_a_gap(redis_server: RedisServer, redis_receiver: NewReceiver) -> None:
    one, other = await two(redis_receiver)
    with redis_server.client() as client:
        assert client.execute_command("CLIENT", "KILL", "TYPE", "pubsub") == 2
    await one.gap()
    await other.gap()
    one.bus.publish("room", b"after")
    assert await other.receive() == [("room", b"after")]


async def test_what_is_published_on_a_cut_connection_arrives_all_the_same(
    redis_server: RedisServer, redis_receiver: NewReceiver
) -> None:
    one, other = await two(redis_receiver)
    with redis_server.client() as client:
        client.execute_command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
    one.bus.publish("room", b"after")
    await other.receive_until(b"after")


async def test_a_link_on_which_nothing_comes_any_more_is_given_up(
    redis_server: RedisServer, redis_receiver: NewReceiver
) -> None:
    one, other = await two(redis_receiver)
    redis_server.freeze()
    await one.wait_until_degraded()
    redis_server.thaw()
    await one.gap()
    other.bus.publish("room", b"after")
    await one.receive_until(b"after")


async def test_a_topic_followed_while_away_is_followed_afterwards(
    redis_server: RedisServer, redis_receiver: NewReceiver
) -> None:
    one, other = await two(redis_receiver)
    redis_server.kill()
    await other.wait_until_degraded()
    await other.bus.subscribe("new")
    await other.bus.unsubscribe("room")
    redis_server.start()
    await one.gap()
    await other.gap()
    one.bus.publish("room", b"not followed any more")
    one.bus.publish("new", b"followed")
    assert await other.receive() == [("new", b"followed")]


async def test_absent_at_the_start_is_degraded_and_mends_itself(
    redis_server: RedisServer, redis_receiver: NewReceiver
) -> None:
    redis_server.kill()
    one = redis_receiver()
    await one.start()
    assert one.degraded()
    await one.bus.subscribe("room")
    one.bus.publish("room", b"nobody there")
    redis_server.start()
    await one.gap()
    assert not one.degraded()
    other = redis_receiver()
    await other.start()
    other.bus.publish("room", b"here")
    assert await one.receive() == [("room", b"here")]


async def test_closing_while_away_does_not_hang(
    redis_server: RedisServer, redis_receiver: NewReceiver
) -> None:
    one = redis_receiver()
    await one.start()
    redis_server.kill()
    await one.wait_until_degraded()
    one.bus.publish("room", b"x")
    await one.bus.close()


async def test_an_outbox_that_nobody_empties_drops_the_oldest_and_counts() -> None:
    outbox = Outbox(size_bytes=10)
    for number in range(5):
        outbox.put("room", f"{number}...".encode())
    assert outbox.dropped == 3
    assert await outbox.next_batch(10) == [("room", b"3..."), ("room", b"4...")]


async def test_what_was_taken_but_not_sent_comes_first_again() -> None:
    outbox = Outbox(size_bytes=100)
    for message in (b"1", b"2", b"3"):
        outbox.put("room", message)
    assert await outbox.next_batch(2) == [("room", b"1"), ("room", b"2")]
    outbox.put_back()
    assert not outbox.emptied.is_set()
    assert await outbox.next_batch(3) == [("room", b"1"), ("room", b"2"), ("room", b"3")]


@pytest.mark.parametrize("url", ["", "localhost:6379", "http://localhost"])
def test_an_address_that_redis_py_cannot_read_is_refused_at_once(url: str) -> None:
    with pytest.raises(ValueError, match="scheme"):
        RedisBus(url)
