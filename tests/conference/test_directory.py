"""The directory: each conference is read again when it moved, and no other."""

from dataclasses import replace

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from server.conference.directory import Directory
from server.domain.model.refusal import Refused
from server.store import Link, Room, RoomAt, Store, StoreUnavailable
from tests.store.growing import change
from tests.store.sample import CONFERENCE, LINK, ROOM, another_room, asked, projection

OTHER = replace(CONFERENCE, id="c_2", slug="other")


@pytest.fixture
async def directory(store: Store) -> Directory:
    rooms = [(another_room(number), ()) for number in (3, 2)]
    link = replace(LINK, id="l_2", conference="c_2", room="r_2")
    links = [link, replace(link, id="l_3", room=None)]
    await store.add_conference(OTHER, rooms, links)
    directory = Directory(store)
    await directory.load()
    return directory


async def refreshed(directory: Directory, store: Store) -> set[str]:
    """The ids of the rooms and links that were read again: the others are the very same values."""
    before: list[Room | Link] = [*directory.rooms.values(), *directory.links.values()]
    await directory.refresh((await store.heads([])).conferences)
    after: list[Room | Link] = [*directory.rooms.values(), *directory.links.values()]
    return {each.id for each in after if not any(each is kept for kept in before)}


async def test_it_knows_rooms_by_code_in_any_case_and_in_their_order(directory: Directory) -> None:
    assert directory.room("gov2") == directory.require_room("GOV2") == another_room(2)
    assert directory.rooms_of("c_2") == [another_room(2), another_room(3)]
    assert directory.conference("other") == OTHER
    assert directory.links.keys() == {"l_2", "l_3"}
    with pytest.raises(Refused) as refused:
        directory.require_room("NOPE")
    assert refused.value.code == "no_room"


async def test_where_nothing_moved_nothing_is_read(directory: Directory, store: Store) -> None:
    assert await refreshed(directory, store) == set()


async def test_another_state_reads_that_room_alone(directory: Directory, store: Store) -> None:
    await change(store, RoomAt("r_3", 0), asked(1), projection=projection(state="open"))
    assert await refreshed(directory, store) == {"r_3"}
    assert [room.state for room in directory.rooms_of("c_2")] == ["scheduled", "open"]
    assert directory.require_room("GOV3").state == "open"
    assert await refreshed(directory, store) == set()


async def test_an_edit_reads_that_conference_alone(directory: Directory, store: Store) -> None:
    await change(store, RoomAt("r_3", 0), asked(1), projection=projection(title="Edited"))
    assert await refreshed(directory, store) == {"r_2", "r_3", "l_2", "l_3"}
    assert directory.require_room("GOV3").title == "Edited"
    assert directory.require_room("GOV1") == ROOM
    assert await refreshed(directory, store) == set()


async def test_conferences_stay_in_the_order_of_their_slugs(directory: Directory, store: Store) -> None:
    assert [each.slug for each in directory.conferences.values()] == ["other", "smartchange2020"]
    await change(store, RoomAt("r_2", 0), asked(1), projection=projection(title="Edited"))
    await directory.refresh((await store.heads([])).conferences)
    assert [each.slug for each in directory.conferences.values()] == ["other", "smartchange2020"]


async def test_links_that_were_revoked_are_gone(directory: Directory, store: Store) -> None:
    before = set(directory.links)
    await store.replace_links("other")
    assert await refreshed(directory, store) == {"r_2", "r_3", *directory.links}
    assert len(directory.links) == 2
    assert not before & directory.links.keys()


async def test_a_new_conference_is_read_and_the_callers_are_told_of_those_read_whole(
    directory: Directory, store: Store
) -> None:
    room = replace(another_room(9), conference="c_9")
    link = replace(LINK, id="l_9", conference="c_9", room="r_9")
    await store.add_conference(replace(OTHER, id="c_9", slug="ninth"), [(room, ())], [link])
    await change(store, RoomAt("r_2", 0), asked(1), projection=projection(state="open"))
    assert await directory.refresh((await store.heads([])).conferences) == {"c_9"}
    assert directory.room("GOV9") == room
    assert directory.links["l_9"] == link


async def test_a_conference_that_is_gone_is_forgotten(directory: Directory, url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        for table, column in (("link", "conference"), ("room", "conference"), ("conference", "id")):
            connection.execute(text(f"DELETE FROM {table} WHERE {column} = 'c_2'"))
    engine.dispose()
    assert await directory.refresh({"c_1": (1, 0)}) == {"c_2"}
    assert directory.room("GOV2") is None
    assert directory.conferences.keys() == {"c_1"}
    assert directory.links == {}


async def test_nothing_is_taken_in_until_all_that_changed_is_read(
    directory: Directory, store: Store, url: str
) -> None:
    """Else a conference would be up to date whose id no caller got, and its browsers would stay."""
    engine = create_engine(url)
    with engine.begin() as connection:
        for table, column in (("link", "conference"), ("room", "conference"), ("conference", "id")):
            connection.execute(text(f"DELETE FROM {table} WHERE {column} = 'c_2'"))
        connection.execute(text("ALTER TABLE link RENAME TO away"))
    with pytest.raises((StoreUnavailable, SQLAlchemyError)):
        await directory.refresh({"c_1": (2, 0)})
    assert directory.conferences.keys() == {"c_1", "c_2"}

    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE away RENAME TO link"))
    engine.dispose()
    assert await directory.refresh({"c_1": (2, 0)}) == {"c_1", "c_2"}
    assert directory.conferences.keys() == {"c_1"}


async def test_numbers_that_went_back_are_read_whole(directory: Directory, store: Store) -> None:
    """As after a restore."""
    await change(store, RoomAt("r_2", 0), asked(1), projection=projection(state="open"))
    await directory.refresh((await store.heads([])).conferences)
    directory.conferences["c_2"] = replace(directory.conferences["c_2"], seen=7)
    assert await refreshed(directory, store) == {"r_2", "r_3", "l_2", "l_3"}
    assert directory.conferences["c_2"].seen == 1
