"""JSON Lines in: one article a line, its text and what is known of it in fields."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from newsan.analyzers.document import Document
from newsan.cli.decode import decode, without_surrogates
from newsan.cli.inputs import Reading
from newsan.cli.messages import InputError

TEXT_FIELD = "text"

#: What is carried from a record, and the field it is looked for in. `title` and `date` have a
#: place of their own in the output, the others stand in its `meta`.
FIELDS = {
    "id": "id",
    "title": "title",
    "date": "date",
    "url": "url",
    "author": "author",
    "outlet": "outlet",
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?=$|[T ])")


def lines(stream: BinaryIO, encoding: str | None) -> Iterator[tuple[int, str | InputError]]:
    """Number (from 1) and text of each line that isn't blank, or what is wrong with it."""
    for number, data in enumerate(stream, 1):
        if not data.strip():
            continue
        try:
            yield number, decode(data, encoding)
        except InputError as error:
            yield number, error


def document_of(line: str, name: str, reading: Reading) -> Document:
    """The article of one record. Raises `InputError` when it has none."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        what = (
            f"{error.msg}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        )
        message = f"not a line of JSON ({what})" if what else "not a line of JSON"
        raise InputError(message, "JSON Lines has one object a line", "record") from None
    if not isinstance(record, dict):
        raise InputError("not a JSON object", "JSON Lines has one object a line", "record")
    wanted = reading.text_field or TEXT_FIELD
    text = _field(record, wanted)
    if not isinstance(text, str):
        there = ", ".join(sorted(map(str, record))[:12]) or "none"
        message = f"no text in the field “{wanted}” (fields: {there})"
        raise InputError(message, "name the field with --text-field", "record")
    known = _known(record, reading)
    return Document(
        without_surrogates(text),
        source=name,
        title=known.pop("title", None),
        published=_day(known),
        meta=known,
    )


def _known(record: dict[str, Any], reading: Reading) -> dict[str, str]:
    known = {}
    for name, usual in FIELDS.items():
        value = _field(record, reading.fields.get(name, usual))
        if isinstance(value, str | int | float) and not isinstance(value, bool) and value != "":
            known[name] = without_surrogates(str(value))
    return known


def _day(known: dict[str, str]) -> str | None:
    """The day of the record's date when it is ISO 8601; another date stays in `meta` alone."""
    match = _DAY.match(known.get("date", ""))
    if match is None:
        return None
    try:
        return date.fromisoformat(match.group()).isoformat()
    except ValueError:
        return None


def _field(record: dict[str, Any], path: str) -> Any:
    """A field by its name, or by names joined with dots when it lies deeper."""
    if path in record:
        return record[path]
    value: Any = record
    for name in path.split("."):
        if not isinstance(value, dict):
            return None
        value = value.get(name)
    return value
