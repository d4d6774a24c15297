"""The bus between processes: committed events as hints. A lost hint costs time, but no data."""

from server.bus.contract import Bus, OnGap, OnMessage
from server.bus.memory import Exchange, MemoryBus
from server.bus.redis import RedisBus

__all__ = ["Bus", "Exchange", "MemoryBus", "OnGap", "OnMessage", "RedisBus"]
