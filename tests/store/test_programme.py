"""Conferences, rooms, links: what is kept, and by which numbers other processes notice a change."""

from collections.abc import Awaitable
from dataclasses import replace
from typing import Any

import pytest

from server.store import Conflict, Head, Heads, NotFound, Programme, RoomAt, RoomHead, Store, StoreUnavailable
from tests.store.conftest import OpenStore
from tests.store.growing import change
from tests.store.sample import (
    AT,
    CONFERENCE,
    FIRST,
    LINK,
    ROOM,
    add_rooms,
    another_room,
    asked,
    projection,
    versions,
)

OTHER = replace(CONFERENCE, id="c_2", slug="other")


async def test_what_was_put_in_comes_out_equal(store: Store) -> None:
    room = replace(another_room(2), version=1)
    link = replace(LINK, conference="c_2", room="r_2")
    links = (link, replace(link, id="l_2", room=None))
    await store.add_conference(OTHER, [(room, [FIRST])], links)
    assert await store.programmes() == [Programme(OTHER, (room,), links), Programme(CONFERENCE, (ROOM,))]
    assert await store.programme("c_2") == Programme(OTHER, (room,), links)
    assert await store.programme("c_none") is None
    assert await store.read("r_2", 0) == [FIRST]


async def test_codes_are_upper_case_and_unique(store: Store) -> None:
    await store.add_conference(OTHER, [(replace(another_room(2), code="gov2"), [])])
    assert [room.code for each in await store.programmes() for room in each.rooms] == ["GOV2", "GOV1"]
    taken = replace(another_room(3), conference="c_3", code="Gov1")
    with pytest.raises(Conflict):
        await store.add_conference(replace(OTHER, id="c_3", slug="third"), [(taken, [])])


async def test_rooms_come_in_their_order(store: Store) -> None:
    rooms = [(replace(another_room(number), position=at), ()) for number, at in ((2, 9), (3, 0), (4, 5))]
    await store.add_conference(OTHER, rooms)
    assert [room.id for room in (await store.programmes())[0].rooms] == ["r_3", "r_4", "r_2"]


EVERYTHING: dict[str, Any] = {
    "title": "New",
    "abstract": "",
    "track": "",
    "place": "Aula",
    "speakers": (),
    "languages": ("de",),
    "starts_at": AT.replace(hour=12),
    "ends_at": AT.replace(hour=13),
    "stream": "https://stream.example/1",
    "url": None,
    "clock": None,
    "cancelled": True,
}


@pytest.mark.parametrize("field", EVERYTHING)
async def test_a_fact_of_a_talk_changes_with_its_log_and_is_an_edit(store: Store, field: str) -> None:
    new = {field: EVERYTHING[field]}
    await change(store, RoomAt("r_1", 1), asked(2), projection=projection(**new))
    assert (await store.heads([])).conferences == {"c_1": (2, 1)}
    changed = replace(ROOM, version=2, **new)
    assert await store.programme("c_1") == Programme(replace(CONFERENCE, revision=2, seen=1), (changed,))


async def test_another_state_is_no_edit_and_only_its_room_is_read_again(store: Store) -> None:
    await add_rooms(store, 2, 3)
    await change(store, RoomAt("r_2", 0), asked(1), projection=projection(state="open"))
    assert (await store.heads([])).conferences == {"c_1": (1, 0), "c_2": (1, 1)}
    opened = replace(another_room(2), state="open", version=1)
    assert await store.changed_rooms("c_2", 0) == (opened,)
    assert await store.changed_rooms("c_2", 1) == ()
    await change(store, RoomAt("r_3", 0), asked(1), projection=projection(state="closed"))
    assert [room.id for room in await store.changed_rooms("c_2", 1)] == ["r_3"]
    assert {room.id for room in await store.changed_rooms("c_2", 0)} == {"r_2", "r_3"}


@pytest.mark.parametrize("same", [None, projection()], ids=["not said", "said"])
async def test_what_comes_to_the_same_moves_no_number(store: Store, same: Any) -> None:
    await change(store, RoomAt("r_1", 1), asked(2), projection=same)
    assert (await store.heads([])).conferences == {"c_1": (1, 0)}
    assert await store.changed_rooms("c_1", 0) == ()


async def test_replaced_links_are_gone_and_new_ones_are_there(store: Store, open_store: OpenStore) -> None:
    links = [replace(LINK, id=f"l_{number}", conference="c_2", room=None) for number in range(3)]
    await store.add_conference(OTHER, [], links)
    other = await open_store()
    await store.replace_links("other")
    programme = await other.programme("c_2")
    assert programme is not None
    assert [replace(link, id="") for link in programme.links] == [replace(links[0], id="")] * 3
    assert not {link.id for link in programme.links} & {link.id for link in links}
    assert (await other.heads([])).conferences == {"c_1": (1, 0), "c_2": (2, 0)}


async def test_heads_name_the_rooms_asked_for_and_all_conferences(store: Store) -> None:
    await add_rooms(store, 2)
    assert await store.heads(["r_2", "r_none"]) == Heads(
        {"r_2": RoomHead(Head(), Head(), ROOM.epoch)}, {"c_1": (1, 0), "c_2": (1, 0)}
    )


async def test_what_is_missing_or_taken_is_said_and_changes_nothing(store: Store) -> None:
    before = await store.programmes()
    refusals: list[tuple[type[Exception], Awaitable[None]]] = [
        (Conflict, store.add_conference(replace(CONFERENCE, id="c_2"))),
        (Conflict, store.add_conference(OTHER, [(ROOM, [])])),
        (Conflict, store.add_conference(OTHER, [(replace(another_room(2), conference="c_none"), [])])),
        (Conflict, store.add_conference(OTHER, [], [replace(LINK, room="r_none")])),
        (NotFound, store.replace_links("nowhere")),
    ]
    for refusal, changing in refusals:
        with pytest.raises(refusal):
            await changing
    assert await store.programmes() == before


async def test_a_store_opened_for_reading_reads_beside_a_writer_and_never_writes(
    store: Store, open_store: OpenStore
) -> None:
    reader = await open_store(read_only=True)
    async with store.transaction([RoomAt("r_1", 1)]) as transaction:
        assert await reader.read("r_1", 0) == await store.read("r_1", 0)
        transaction.rooms[0].append([asked(2)])
        await transaction.commit("b")
    assert await versions(reader, ["r_1"]) == {"r_1": 2}
    assert await reader.programmes() == await store.programmes()
    with pytest.raises(StoreUnavailable, match="for reading only"):
        await reader.replace_links(CONFERENCE.slug)
    with pytest.raises(StoreUnavailable, match="for reading only"):
        await reader.append("r_1", Head(2, "b"), [asked(3)], "c")
