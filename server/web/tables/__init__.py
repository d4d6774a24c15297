"""The results of a room's polls as files for whoever counts on."""

from server.web.tables.lines import as_csv, as_json
from server.web.tables.workbook import as_xlsx

__all__ = ["as_csv", "as_json", "as_xlsx"]
