"""Conferences, rooms, links: what is kept, and that every change is noticed."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from server.store import Conflict, Heads, NotFound, Programme, RoomAt, Store, StoreUnavailable
from tests.store.conftest import OpenStore
from tests.store.growing import change
from tests.store.sample import CONFERENCE, LINK, ROOM, another_room, asked


async def test_what_was_put_in_comes_out_equal(store: Store) -> None:
    wide = replace(LINK, id="l_2", room=None, role="organiser")
    await store.add_link(LINK)
    await store.add_link(wide)
    assert await store.programme() == Programme((replace(CONFERENCE, revision=4),), (ROOM,), (LINK, wide))


async def test_codes_are_upper_case_and_unique(store: Store) -> None:
    await store.add_room(replace(another_room(2), code="gov2"))
    assert [room.code for room in (await store.programme()).rooms] == ["GOV1", "GOV2"]
    with pytest.raises(Conflict):
        await store.add_room(replace(another_room(3), code="Gov1"))


async def test_rooms_come_in_their_order(store: Store) -> None:
    for number, position in ((2, 9), (3, 0)):
        await store.add_room(replace(another_room(number), position=position))
    assert [room.id for room in (await store.programme()).rooms] == ["r_3", "r_1", "r_2"]


async def open_the_room(store: Store) -> None:
    await change(store, RoomAt("r_1", 1), asked(2))


CHANGES: dict[str, Callable[[Store], Awaitable[None]]] = {
    "conference changed": lambda store: store.change_conference("c_1", title="New", languages=["de"]),
    "room added": lambda store: store.add_room(another_room(2)),
    "room changed": lambda store: store.change_room("r_1", title="New", stream="https://example.org/"),
    "room opened": open_the_room,
    "link added": lambda store: store.add_link(replace(LINK, id="l_2")),
    "link revoked": lambda store: store.revoke_link("l_1"),
    "link replaced": lambda store: store.replace_link("l_1", replace(LINK, id="l_2")),
}


@pytest.mark.parametrize("change", CHANGES)
async def test_a_change_raises_the_revision_by_one(store: Store, open_store: OpenStore, change: str) -> None:
    other = await open_store()
    await store.add_link(LINK)
    before, programme = await other.heads([]), await other.programme()
    await CHANGES[change](store)
    assert (await other.heads([])).revisions == {"c_1": before.revisions["c_1"] + 1}
    assert replace_revisions(await other.programme()) != replace_revisions(programme)


def replace_revisions(programme: Programme) -> Programme:
    return replace(programme, conferences=tuple(replace(c, revision=0) for c in programme.conferences))


async def test_a_transaction_that_leaves_the_state_alone_leaves_the_revision_alone(store: Store) -> None:
    before = (await store.heads([])).revisions
    await change(store, RoomAt("r_1", 1), asked(2), state=ROOM.state)
    assert (await store.heads([])).revisions == before


async def test_a_replaced_link_is_revoked_and_the_new_one_stands(store: Store) -> None:
    await store.add_link(LINK)
    await store.replace_link("l_1", replace(LINK, id="l_2"))
    assert (await store.programme()).links == (replace(LINK, revoked=True), replace(LINK, id="l_2"))


async def test_heads_name_the_rooms_asked_for_and_all_conferences(store: Store) -> None:
    await store.add_room(another_room(2))
    await store.add_conference(replace(CONFERENCE, id="c_2", slug="other"))
    assert await store.heads(["r_2", "r_none"]) == Heads({"r_2": 0}, {"c_1": 3, "c_2": 1})


async def test_what_is_missing_or_taken_is_said_and_changes_nothing(store: Store) -> None:
    before = await store.programme()
    refusals: list[tuple[type[Exception], Awaitable[None]]] = [
        (Conflict, store.add_conference(replace(CONFERENCE, id="c_2"))),
        (Conflict, store.add_room(ROOM)),
        (NotFound, store.add_room(replace(another_room(2), conference="c_none"))),
        (NotFound, store.change_room("r_none", title="New")),
        (NotFound, store.change_conference("c_none", title="New")),
        (NotFound, store.revoke_link("l_none")),
        (NotFound, store.replace_link("l_none", LINK)),
        (NotFound, store.add_link(replace(LINK, conference="c_none"))),
    ]
    for refusal, changing in refusals:
        with pytest.raises(refusal):
            await changing
    assert await store.programme() == before


async def test_a_store_opened_for_reading_reads_beside_a_writer_and_never_writes(
    store: Store, open_store: OpenStore
) -> None:
    reader = await open_store(read_only=True)
    async with store.transaction([RoomAt("r_1", 1)]) as transaction:
        assert await reader.read("r_1", 0) == await store.read("r_1", 0)
        transaction.rooms[0].append([asked(2)], state="open")
        await transaction.commit("b")
    assert (await reader.heads(["r_1"])).rooms == {"r_1": 2}
    assert await reader.programme() == await store.programme()
    with pytest.raises(StoreUnavailable, match="for reading only"):
        await reader.add_link(LINK)
    with pytest.raises(StoreUnavailable, match="for reading only"):
        await reader.append("r_1", 2, [asked(3)], "c")
