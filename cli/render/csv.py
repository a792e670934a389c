"""CSV: one table a kind of finding."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO
from typing import TYPE_CHECKING, ClassVar

from newsan.cli.render import ErrorRecord, RenderOptions
from newsan.cli.render.tables import Row, columns, error_rows, rows_of

if TYPE_CHECKING:
    from newsan.analyzers.report import Report


class CsvRenderer:
    """One table, with a line of column names first; `options.extra["table"]` says which."""

    name: ClassVar[str] = "csv"
    suffix: ClassVar[str] = ".csv"

    def __init__(self, options: RenderOptions) -> None:
        self.table = str(options.extra.get("table", "quotes"))

    def begin(self) -> str:
        """The column names."""
        return header(self.table)

    def document(self, report: Report) -> str:
        """The rows of one document."""
        return lines(self.table, rows_of(report)[self.table])

    def error(self, record: ErrorRecord) -> str:
        """A row in the table of documents; nothing in the others."""
        return lines(self.table, error_rows(record).get(self.table, ()))

    def end(self) -> str:
        """Nothing."""
        return ""


def header(table: str) -> str:
    """The line of column names."""
    return _text([columns(table)])


def lines(table: str, rows: Iterable[Row]) -> str:
    """Rows as lines; a list is joined with semicolons."""
    return _text([_cell(row[name]) for name in columns(table)] for row in rows)


def _text(rows: Iterable[Iterable[object]]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, list):
        return "; ".join(str(part) for part in value)
    return value
