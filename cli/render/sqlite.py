"""SQLite: a database that each run adds to.

One table a kind of finding, keyed by document; a document that is analyzed again takes the place
of its earlier self. Full-text search over quotes is in `quotes_fts`.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import suppress
from typing import Any

from newsan.cli.inputs import Input
from newsan.cli.job import Result
from newsan.cli.messages import UserError, shown
from newsan.cli.render.tables import NUMBERS, TABLES, columns

#: Stands in the file's header ("news"): whose database this is.
APPLICATION_ID = 0x6E657773
_VERSION = 1
_WAIT = 60.0  # seconds for another run to finish its document

_INDEXES = {
    "quotes": ("speaker", "type"),
    "entities": ("name", "type"),
    "mentions": ("entity",),
    "dates": ("value",),
    "stances": ("holder", "target"),
    "evidence": ("stance",),
    "portrayals": ("name",),
    "marks": ("list",),
}


class DatabaseSink:
    """A database file. With `resume`, inputs that stand in it are left out."""

    def __init__(self, path: str, resume: bool = False) -> None:
        self._path = path
        self._resume = resume
        try:
            self._db = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
            self._prepare()
        except sqlite3.Error as error:
            raise self._unusable(error) from None

    def has(self, item: Input) -> bool:
        """Whether the database holds this input."""
        return self._resume and self._holds(item.name)

    def write(self, result: Result) -> None:
        """Put a document's rows in the place of those that it had, in one transaction."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                self._replace(result)
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            raise self._unusable(error) from None

    def close(self) -> None:
        """Leave one file; while another run writes too, the last one does that."""
        with suppress(sqlite3.OperationalError):
            self._db.execute("PRAGMA journal_mode = DELETE")
        self._db.close()

    def keep(self) -> str:
        """The documents that were written stay."""
        self.close()
        return shown(self._path)

    def _holds(self, name: str) -> bool:
        query = "SELECT 1 FROM documents WHERE document = ?"
        return self._db.execute(query, (name,)).fetchone() is not None

    def _replace(self, result: Result) -> None:
        for table in TABLES if self._holds(result.name) else ():
            self._db.execute(f'DELETE FROM "{table}" WHERE document = ?', (result.name,))
        for table, rows in result.rows.items():
            names = columns(table)
            marks = ", ".join("?" * len(names))
            listed = ", ".join(f'"{name}"' for name in names)
            values = [[_cell(row[name]) for name in names] for row in rows]
            self._db.executemany(f'INSERT INTO "{table}" ({listed}) VALUES ({marks})', values)

    def _prepare(self) -> None:
        """Make the tables, unless they are there.

        The write-ahead log lets several runs write by turns, and costs a document no wait for the
        disk.
        """
        (tables,) = self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        (owner,) = self._db.execute("PRAGMA application_id").fetchone()
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if tables and owner != APPLICATION_ID:
            hint = "give the name of a new file"
            raise UserError(f"{shown(self._path)} is a database, but not newsan's", hint)
        if tables and version != _VERSION:
            message = f"{shown(self._path)} was made by another version of newsan"
            raise UserError(message, "give the name of a new file")
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        if tables:
            return
        self._db.execute("BEGIN EXCLUSIVE")
        (tables,) = self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if not tables:  # no other run was faster
            for statement in schema():
                self._db.execute(statement)
        self._db.execute("COMMIT")

    def _unusable(self, error: sqlite3.Error) -> UserError:
        hint = "another program holds it" if "locked" in str(error) else ""
        return UserError(f"can't write the database {shown(self._path)}: {error}", hint)


def schema() -> list[str]:
    """The statements that make an empty database."""
    statements = [f"PRAGMA application_id = {APPLICATION_ID}", f"PRAGMA user_version = {_VERSION}"]
    for table in TABLES:
        statements.append(_table(table))
        for name in _INDEXES.get(table, ()):
            statements.append(f'CREATE INDEX "{table}_{name}" ON "{table}" ("{name}")')
        if table != "documents":
            statements.append(f'CREATE INDEX "{table}_document" ON "{table}" (document)')
    return [*statements, *_SEARCH]


def _table(name: str) -> str:
    own = [f'"{column}" {NUMBERS.get(column, "TEXT")}' for column in columns(name)[1:]]
    if name == "documents":
        key = "document TEXT PRIMARY KEY"
    else:
        own.insert(0, "row INTEGER PRIMARY KEY")
        key = "document TEXT NOT NULL REFERENCES documents (document)"
    return f'CREATE TABLE "{name}" ({", ".join([key, *own])})'


_SEARCH = (
    """CREATE VIRTUAL TABLE quotes_fts USING fts5
       (text, speaker, content="quotes", content_rowid="row")""",
    """CREATE TRIGGER quotes_added AFTER INSERT ON quotes BEGIN
       INSERT INTO quotes_fts (rowid, text, speaker)
       VALUES (new.row, new.text, new.speaker); END""",
    """CREATE TRIGGER quotes_removed AFTER DELETE ON quotes BEGIN
       INSERT INTO quotes_fts (quotes_fts, rowid, text, speaker)
       VALUES ('delete', old.row, old.text, old.speaker); END""",
)


def _cell(value: Any) -> Any:
    """A value that SQLite holds: a list becomes JSON, which Datasette shows as facets."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
