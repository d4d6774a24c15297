"""Between processes: committed events as hints. Losing one costs time, never truth."""

from server.bus.contract import Bus, OnGap, OnMessage
from server.bus.memory import Exchange, MemoryBus
from server.bus.redis import RedisBus

__all__ = ["Bus", "Exchange", "MemoryBus", "OnGap", "OnMessage", "RedisBus"]
