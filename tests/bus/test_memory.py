"""What a bus of one process knows that no other can."""

from server.bus import Exchange, MemoryBus


async def test_nobody_hears_a_topic_that_only_its_own_process_follows() -> None:
    exchange = Exchange()
    one, two = MemoryBus(exchange), MemoryBus(exchange)
    await one.subscribe("room")
    assert not one.is_heard("room")
    assert two.is_heard("room")
    await one.unsubscribe("room")
    assert not two.is_heard("room")
