"""Rates of one person and of one address, on a clock that stands still until it is moved."""

import pytest

from server.domain.model.poll_events import PollType
from server.domain.model.refusal import Refused
from server.live.connection import socket
from server.live.connection.rates import Buckets, network
from server.live.tuning import Rate, Tuning
from tests.live.conftest import Process, Start
from tests.live.polls import opened

pytestmark = pytest.mark.tuning(identities=Rate(burst=3, per_s=1), network_questions=Rate(burst=4, per_s=1))


class Clock:
    def __init__(self) -> None:
        self.now_s = 1000.0

    def read(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def limited(start: Start, clock: Clock) -> Process:
    return await start(rate_limit=True, clock=clock.read)


async def test_twenty_commands_at_once_and_then_five_a_second(limited: Process, clock: Clock) -> None:
    visitor = await limited.join()
    for _ in range(20):
        await visitor.ok("ping")
    refused = await visitor.say("ping")
    assert refused["no"] == {"code": "rate", "message": "too many at once", "retry_after_s": 0.2}
    assert await (await limited.join()).ok("ping") == {}, "another person has a rate of their own"
    clock.now_s += 1
    for _ in range(5):
        await visitor.ok("ping")
    assert await visitor.no("ping") == "rate"


async def test_frames_that_can_not_be_read_count_as_well(limited: Process) -> None:
    visitor = await limited.join()
    for _ in range(20):
        assert (await visitor.raw("{"))["no"]["code"] == "invalid"
    assert (await visitor.raw("{"))["no"]["code"] == "rate"
    assert await visitor.no("ping") == "rate"


async def test_whoever_goes_on_and_on_is_closed(limited: Process) -> None:
    visitor = await limited.join()
    for _ in range(20 + socket.REFUSALS):
        await visitor.line.send('{"do":"ping","ref":1}')
    assert await visitor.close_code() == 4429


@pytest.mark.parametrize("role", ["attendee", "speaker", "stage"])
async def test_nobody_comes_back_faster_than_they_may_send_commands(
    limited: Process, clock: Clock, role: str
) -> None:
    visitor = await limited.join(role)
    for number in range(20):
        await (await limited.back(visitor, name=f"Ayu {number}")).leave()
    again = await limited.connect()
    assert await again.no("hello", token=visitor.token) == "rate"
    assert await again.close_code() == 4429
    clock.now_s += 0.2
    await limited.back(visitor)


async def test_moderators_come_back_with_all_their_sockets_at_once(limited: Process) -> None:
    moderator = await limited.join("moderator")
    for _ in range(40):
        await limited.back(moderator)


async def test_three_questions_a_minute(limited: Process, clock: Clock) -> None:
    asker = await limited.join()
    for number in range(3):
        await asker.ok("question.ask", text=f"Number {number}?")
    before = await limited.log()
    assert await asker.no("question.ask", text="Number four?") == "rate"
    assert await limited.log() == before
    clock.now_s += 20
    await asker.ok("question.ask", text="Number four?")


async def test_ten_open_texts_a_minute(limited: Process, clock: Clock) -> None:
    """Each stays in the log and in the room, also when the next takes its place."""
    moderator, writer = await limited.join("moderator"), await limited.join()
    poll = await opened(moderator, "text", writer)
    for number in range(10):
        await writer.ok("poll.answer", id=poll, answer=f"More trees, {number}")
    before = await limited.log()
    assert await writer.no("poll.answer", id=poll, answer="More benches") == "rate"
    assert await limited.log() == before
    await writer.ok("question.ask", text="Why so few?")
    clock.now_s += 6
    await writer.ok("poll.answer", id=poll, answer="More benches")


@pytest.mark.parametrize("kind", ["text", "words"])
async def test_ten_edits_names_and_changed_texts_or_words_a_minute(
    limited: Process, clock: Clock, kind: PollType
) -> None:
    moderator, writer = await limited.join("moderator"), await limited.join()
    await moderator.ok("room.update", settings={"premoderated": True})
    question = (await writer.ok("question.ask", text="Why?"))["id"]
    poll = await opened(moderator, kind, writer)
    for number in range(5):
        await writer.ok("question.edit", id=question, text=f"Why {number}?")
        await writer.ok("poll.answer", id=poll, answer=f"Trees{number}")
    before = await limited.log()
    assert await writer.no("question.edit", id=question, text="Why not?") == "rate"
    assert await writer.no("poll.answer", id=poll, answer="Benches") == "rate"
    assert await writer.no("quiz.name", name="Ayu") == "rate"
    assert await limited.log() == before
    clock.now_s += 6
    await writer.ok("poll.answer", id=poll, answer="Benches")


@pytest.mark.tuning(commands=Rate(burst=1000, per_s=1), moderator_texts=Rate(burst=30, per_s=1))
async def test_moderators_have_a_bucket_of_their_own_for_texts(limited: Process, clock: Clock) -> None:
    moderator, asker = await limited.join("moderator"), await limited.join()
    question = (await asker.ok("question.ask", text="Why?"))["id"]
    for number in range(10):
        await moderator.ok("question.edit", id=question, text=f"Wherefore {number}?")
        await moderator.ok("speaker.note", text=f"Number {number}")
        await moderator.ok("question.translate", id=question, lang="de", text=f"Warum {number}?")
    before = await limited.log()
    assert await moderator.no("announce", text="We begin") == "rate"
    assert await moderator.no("poll.create", type="yesno", prompt="Well?") == "rate"
    assert await moderator.no("question.decline", id=question, reason="Said by another") == "rate"
    assert await limited.log() == before
    await moderator.ok("question.decline", id=question, reason="duplicate")
    clock.now_s += 1
    await moderator.ok("announce", text="We begin")


async def test_what_others_ask_from_the_same_address_does_not_keep_a_moderator_from_asking(
    limited: Process,
) -> None:
    moderator, first, second = [await limited.join(each) for each in ("moderator", "attendee", "attendee")]
    for number in range(2):
        await first.ok("question.ask", text=f"Why {number}?")
        await second.ok("question.ask", text=f"How {number}?")
    assert await first.no("question.ask", text="When?") == "rate"
    await moderator.ok("question.ask", text="When?")


async def test_so_many_questions_of_one_address_however_many_people_ask_them(
    limited: Process, clock: Clock
) -> None:
    first, second = await limited.join(), await limited.join()
    for number in range(2):
        await first.ok("question.ask", text=f"Why {number}?")
        await second.ok("question.ask", text=f"How {number}?")
    assert await first.no("question.ask", text="When?") == "rate"
    clock.now_s += 20
    await second.ok("question.ask", text="When?")


async def test_ten_sockets_a_person(limited: Process) -> None:
    first = await limited.join()
    tabs = [await limited.back(first) for _ in range(9)]
    eleventh = await limited.connect()
    assert await eleventh.no("hello", token=first.token) == "quota"
    assert await eleventh.close_code() == 4429
    await tabs[0].leave()
    await limited.back(first)


def test_a_moderator_may_have_three_hundred_sockets() -> None:
    assert Tuning().sockets_per_moderator == 300


@pytest.mark.tuning(sockets_per_moderator=12)
@pytest.mark.parametrize("role", ["moderator", "organiser"])
async def test_moderators_and_organisers_have_a_bound_of_their_own(limited: Process, role: str) -> None:
    first = await limited.join(role)
    for _ in range(11):
        await limited.back(first)
    thirteenth = await limited.connect()
    assert await thirteenth.no("hello", token=first.token) == "quota"
    assert await thirteenth.close_code() == 4429


async def test_new_people_of_one_address_are_limited_and_known_ones_are_not(
    limited: Process, clock: Clock
) -> None:
    known = await limited.join()
    for _ in range(2):
        await limited.join()
    crowded = await limited.connect()
    assert await crowded.no("hello") == "rate"
    assert await crowded.close_code() == 4429
    await limited.back(known)
    await (await limited.connect(address="10.0.0.7")).hello()
    clock.now_s += 1
    await limited.join()


async def test_an_ipv4_address_written_as_ipv6_is_the_same(limited: Process) -> None:
    for address in ("10.0.0.9", "::ffff:10.0.0.9", "::ffff:a00:9"):
        await (await limited.connect(address=address)).hello()
    assert await (await limited.connect(address="10.0.0.9")).no("hello") == "rate"
    await (await limited.connect(address="::ffff:10.0.0.10")).hello()


def test_what_is_no_address_counts_as_it_is_written() -> None:
    assert [network(text) for text in ("", "unix:/run/suara", "testclient")] == [
        "",
        "unix:/run/suara",
        "testclient",
    ]


def test_of_too_many_keys_the_least_recently_used_is_forgotten(clock: Clock) -> None:
    buckets = Buckets(Rate(burst=1, per_s=1), clock.read, keys=2)
    for key in ("one", "two", "three"):
        buckets.spend(key)
    for key in ("two", "three"):
        with pytest.raises(Refused):
            buckets.spend(key)
    buckets.spend("one")


async def test_of_ipv6_a_whole_64_is_one_address(limited: Process) -> None:
    for host in ("0:0:0:1", "0:0:0:2", "ffff:0:0:1"):
        await (await limited.connect(address=f"2001:db8:0:1:{host}")).hello()
    assert await (await limited.connect(address="2001:db8:0:1:9:9:9:9")).no("hello") == "rate"
    await (await limited.connect(address="2001:db8:0:2::1")).hello()


async def test_ten_questions_of_one_person_may_wait(process: Process) -> None:
    asker = await process.join(code="WAIT")
    for number in range(10):
        await asker.ok("question.ask", text=f"Number {number}?")
    assert await asker.no("question.ask", text="Number eleven?") == "quota"


@pytest.mark.tuning(identities=Rate(burst=1, per_s=1))
async def test_for_load_tests_all_of_it_can_be_lifted(start: Start, clock: Clock) -> None:
    process = await start(rate_limit=False, clock=clock.read)
    visitor = await process.join()
    for number in range(10):
        await process.back(visitor)
        await visitor.ok("question.ask", text=f"Number {number}?")
    for _ in range(30):
        await visitor.ok("ping")
    await process.join()
