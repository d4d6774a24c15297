"""What all downloads of a room's data have in common."""

from server.store import Room as RoomRecord

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PRIVATE_HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'",
}


def download_headers(record: RoomRecord, name: str) -> dict[str, str]:
    """The headers of a file that is saved under the room's code and this name."""
    return {**PRIVATE_HEADERS, "Content-Disposition": f'attachment; filename="{record.code}-{name}"'}
