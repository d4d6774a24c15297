"""Times, sizes and rates of one process. `running` hands them to the parts that use them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `burst` at once, and `per_s` in the long run."""

    burst: float
    per_s: float


@dataclass(frozen=True, slots=True)
class Tuning:
    """Values that an operator could choose without a change of the protocol. Names in `_s` are seconds."""

    # ---- connections
    request_s: float = 30.0  # until a whole request has arrived, and until the first has begun
    hello_s: float = 10.0  # until a socket has said hello
    no_room_s: float = 1.0  # the same where there is no room: a hello is answered before the close
    held_s: float = 25.0  # until a long poll without news is answered
    ping_s: float = 20.0  # between two pings; a browser that sends nothing from one to the next is gone
    bare_frames: int = 1000  # pings, pongs and pieces of messages between two of our own pings
    unread_bytes: int = 1024 * 1024  # that may wait for one browser before it is cut off; 64 KiB always may

    # ---- what one person may send; and of one address, how many new people
    commands: Rate = Rate(burst=20, per_s=5)
    questions: Rate = Rate(burst=3, per_s=3 / 60)
    texts: Rate = Rate(burst=10, per_s=10 / 60)  # edits, open answers, words, names in quizzes
    moderator_texts: Rate = Rate(burst=200, per_s=1)  # as many as the polls that one file may bring
    network_questions: Rate = Rate(burst=600, per_s=600 / 60)  # of all people of one address
    identities: Rate = Rate(burst=5000, per_s=20)
    sockets_per_person: int = 10
    sockets_per_moderator: int = 300  # and per organiser: a desk has one for each room

    # ---- fan-out
    stuck_s: float = 20.0  # a browser that takes nothing for so long is cut off; it comes back at its version
    reactions_s: float = 0.5  # from the first of some reactions to when they are told

    # ---- rooms
    heartbeat_s: float = 1.0
    pending_commands: int = 40_000  # that may wait in one room; more are refused, and pages try again
    outcome_s: float = 15.0  # to ask for a commit's unknown outcome, before its senders are told to try again
    failing_s: float = 10.0  # after a failed commit, until a probe may show that the store can write again
    page_rows: int = 2000  # of a log, read at a time
    snapshot_bytes: int = 500_000  # of new log before a snapshot: a thousand rows, which fold in 50 ms
    idle_s: float = 600.0  # without use, until a room leaves memory
    boundary_s: float = 900.0  # how near the beginning or end of its talk may be for a room to stay
    sealing_s: float = 60.0  # between two searches for rounds that are over and not sealed
    snapshots_apart_s: float = 30.0  # at the least, in a busy room
