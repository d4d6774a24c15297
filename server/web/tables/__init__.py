"""What came of a room as tables: the results of its polls, and its questions."""

from server.web.tables.csv_file import csv_file
from server.web.tables.lines import as_csv, as_json
from server.web.tables.workbook import as_xlsx, workbook_of_table

__all__ = ["as_csv", "as_json", "as_xlsx", "csv_file", "workbook_of_table"]
