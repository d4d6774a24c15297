"""A disk that takes no more bytes: everything is refused, operators are told, and it mends by itself."""

import resource

import httpx2

from tests.faults.conftest import Join, until_ready_says
from tests.processes import Serving

UNBOUNDED = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


def lines(serving: Serving, event: str) -> int:
    return sum(f'"{event}"' in line for line in serving.stderr.splitlines())


async def test_a_full_disk_is_one_line_and_not_ready_until_there_is_room(
    serving: Serving, join: Join
) -> None:
    """No file of the process may grow: for SQLite that is the same as a full disk."""
    asker = await join(serving)
    await asker.ok("question.ask", text="Before?")
    log = serving.folder / "suara.db-wal"
    resource.prlimit(serving.pid, resource.RLIMIT_FSIZE, (log.stat().st_size, resource.RLIM_INFINITY))
    try:
        for number in range(5):
            assert await asker.no("question.ask", text=f"Full {number}?") == "unavailable"
        await until_ready_says(serving, "not storing")
        async with httpx2.AsyncClient() as client:
            metrics = (await client.get(f"{serving.url}/metrics")).text
        assert "suara_failed_commits_total 5.0" in metrics
        assert lines(serving, "a batch was not stored") == 1
    finally:
        resource.prlimit(serving.pid, resource.RLIMIT_FSIZE, UNBOUNDED)
    await asker.ok("question.ask", text="After?")
    await until_ready_says(serving, "ok")
    serving.end()
    serving.start_if_ended()
    again = await join(serving)
    assert again.questions == {"Before?": "published", "After?": "published"}
