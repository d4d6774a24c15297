"""People get a row when they first do something, and keep the name they give."""

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from server.store import Store
from tests.store.sample import asked

Names = Callable[[], Awaitable[dict[str, str | None]]]


@pytest.fixture
def names(url: str) -> Names:
    async def read() -> dict[str, str | None]:
        engine = create_async_engine(url)
        async with engine.connect() as connection:
            found = {
                row.id: row.name for row in await connection.execute(text("SELECT id, name FROM person"))
            }
        await engine.dispose()
        return found

    return read


async def test_a_name_is_kept_and_can_be_changed_or_taken_back(store: Store, names: Names) -> None:
    await store.save_person("p_1", "c_1", "Ayu")
    await store.save_person("p_2", "c_1", "สมชาย")
    assert await names() == {"p_1": "Ayu", "p_2": "สมชาย"}
    await store.save_person("p_1", "c_1", None)
    await store.save_person("p_2", "c_1", "Somchai")
    assert await names() == {"p_1": None, "p_2": "Somchai"}


async def test_those_named_in_a_batch_get_a_row_and_those_who_have_one_keep_it(
    store: Store, names: Names
) -> None:
    await store.save_person("p_1", "c_1", "Ayu")
    async with store.turn("r_1", 1) as turn:
        await turn.append([asked(2)], batch="b", state="open", people=["p_2", "p_1", "p_2", 'p_"3"'])
    assert await names() == {"p_1": "Ayu", "p_2": None, 'p_"3"': None}


async def test_a_storm_fits_in_one_turn(store: Store, names: Names) -> None:
    people = [f"p_{number}" for number in range(4_000)]
    rows = [asked(2 + number, ref=f"ref-{number}", person=person) for number, person in enumerate(people)]
    keys = [("p_1", "question.ask", f"ref-{number}") for number in range(4_000)]
    async with store.turn("r_1", 1, keys, rows[0].at) as turn:
        assert turn.remembered == {}
        await turn.append(rows, batch="b", state="open", people=people)
    assert len(await names()) == 4_000
    assert await store.read("r_1", 1) == rows
