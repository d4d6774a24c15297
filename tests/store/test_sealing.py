"""Ballots leave the log: all of a round in one transaction, and without a trace in rows or snapshots."""

import json
from collections.abc import Mapping, Sequence

import pytest

from server.store import Head, RoomAt, Row, Seal, Snapshot, Store, VersionAndData
from tests.store.conftest import OpenStore
from tests.store.sample import AT, ROOM, append

BOX = {"0": '[["a","p_1",1,"o1",null]]', "1": '[["b","p_1",1,"o2",null]]'}


def cast(version: int, *polls: str) -> Row:
    ballots = [[f"ballot of {version}", poll, 1, "o1", None] for poll in polls]
    return Row(version, "BallotsCast", 1, json.dumps({"at": "", "ballots": ballots}), AT)


def sealed(version: int) -> Row:
    return Row(version, "RoundSealed", 1, '{"poll":"p_1","round":1}', AT)


class Rewriting:
    """Empties the rows that it is given, and notes them. Returns these boxes."""

    def __init__(self, boxes: Mapping[str, str]) -> None:
        self.rows: Sequence[VersionAndData] = ()
        self.before: Sequence[str] = ()
        self._boxes = boxes

    def __call__(
        self, rows: Sequence[VersionAndData], boxes: Sequence[str]
    ) -> tuple[Sequence[VersionAndData], Mapping[str, str]]:
        self.rows, self.before = rows, boxes
        return [(version, '{"ballots":[]}') for version, _ in rows], self._boxes


async def seal(store: Store, version: int, boxes: Mapping[str, str] = BOX) -> Rewriting:
    rewriting = Rewriting(boxes)
    async with store.transaction([RoomAt("r_1", version - 1)]) as transaction:
        (room,) = transaction.rooms
        room.append([sealed(version)], seals=[Seal(version, "p_1", 1, rewriting)])
        await transaction.commit(f"seal at {version}")
    return rewriting


@pytest.fixture
async def voted(store: Store) -> Store:
    """A log with ballots of two polls."""
    assert await append(store, "r_1", 1, [cast(2, "p_1"), cast(3, "p_2"), cast(4, "p_2", "p_1")], "ballots")
    return store


async def test_rows_that_name_the_poll_are_rewritten_and_keep_all_but_their_data(voted: Store) -> None:
    before = await voted.read("r_1", 0)
    rewriting = await seal(voted, 5)
    assert [version for version, _ in rewriting.rows] == [2, 4]
    after = await voted.read("r_1", 0)
    assert [row.data for row in after[1:4]] == ['{"ballots":[]}', before[2].data, '{"ballots":[]}']
    assert [(row.version, row.type, row.batch) for row in after[:4]] == [
        (row.version, row.type, row.batch) for row in before
    ]
    assert after[4].boxes == tuple(BOX.values())
    assert await voted.boxes("r_1") == {("p_1", 1): list(BOX.values())}


async def test_ballots_after_the_row_that_seals_stay_until_the_next_seal(voted: Store) -> None:
    await seal(voted, 5)
    batch = (await voted.read("r_1", 4))[0].batch
    assert await voted.append("r_1", Head(5, batch), [cast(6, "p_1")], "later")
    assert (await voted.read("r_1", 5))[0].data == cast(6, "p_1").data
    again = await seal(voted, 7, {"": "all of them"})
    assert list(again.before) == list(BOX.values())
    assert again.rows[-1][0] == 6
    assert (await voted.read("r_1", 6))[0].boxes == ("all of them",)


async def test_a_seal_that_fails_leaves_everything_as_it_was(voted: Store) -> None:
    before = await voted.read("r_1", 0)

    def failing(rows: object, boxes: object) -> tuple[list[VersionAndData], dict[str, str]]:
        return [(2, "lost")], {"0": None}  # type: ignore[dict-item]  # refused by the table

    async with voted.transaction([RoomAt("r_1", 4)]) as transaction:
        transaction.rooms[0].append([sealed(5)], seals=[Seal(5, "p_1", 1, failing)])
        with pytest.raises(Exception, match=r".+"):
            await transaction.commit("fails")
    assert await voted.read("r_1", 0) == before
    assert await voted.boxes("r_1") == {}


async def test_a_snapshot_of_before_is_deleted_and_one_begun_before_is_not_stored(voted: Store) -> None:
    begun = Snapshot(4, "ballots", 7, ROOM.epoch, b"with ballots", AT)
    await voted.save_snapshot("r_1", begun)
    await seal(voted, 5)
    assert await voted.snapshot("r_1") is None
    await voted.save_snapshot("r_1", begun)
    assert await voted.snapshot("r_1") is None
    later = Snapshot(5, "seal at 5", 7, ROOM.epoch, b"without", AT)
    await voted.save_snapshot("r_1", later)
    assert await voted.snapshot("r_1") == later


async def test_rooms_whose_ballots_have_all_left_are_not_named_any_more(voted: Store) -> None:
    assert await voted.rooms_with_ballots() == {"r_1": 4}
    await seal(voted, 5)
    assert await voted.rooms_with_ballots() == {"r_1": 5}, "those of the other poll are there"


async def test_scrubbing_leaves_what_was_stored(voted: Store, open_store: OpenStore) -> None:
    await seal(voted, 5)
    assert await voted.scrub()
    assert await (await open_store()).boxes("r_1") == {("p_1", 1): list(BOX.values())}
