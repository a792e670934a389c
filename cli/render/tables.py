"""Reports as rows of tables, one table a kind of finding: what CSV and SQLite are made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from newsan.cli.render import ErrorRecord

if TYPE_CHECKING:
    from newsan.analyzers.report import Report

Row = dict[str, Any]

_PLACE = ("text", "start", "end", "line", "column", "rule", "confidence")

#: The columns of each table: a name, or name=path where the value lies deeper in the JSON form.
#: Each table begins with the column `document`, the name of the input.
TABLES: dict[str, tuple[str, ...]] = {
    "documents": (
        "title",
        "published=published.value",
        "published_from=published.source",
        "id=meta.id",
        "url=meta.url",
        "author=meta.author",
        "outlet=meta.outlet",
        "characters",
        "words",
        "sentences",
        "error",
    ),
    "quotes": (
        "id",
        "type",
        "speaker=speaker.name",
        "speaker_entity=speaker.entity",
        "speaker_kind=speaker.kind",
        "speaker_role=speaker.role",
        "speaker_mention=speaker.mention.text",
        "addressee=addressee.name",
        "cue=cue.text",
        "via=via.text",
        "hedges=hedges.text",
        "anonymity",
        "part_of",
        "parent",
        *_PLACE,
    ),
    "entities": (
        "id",
        "name",
        "type",
        "subtype",
        "gender",
        "country",
        "aliases",
        "roles=roles.role",
        "mentions=mentions.text",
        *_PLACE,
    ),
    "mentions": ("entity", "name", "kind", "link", *_PLACE),
    "dates": (
        "id",
        "type",
        "value",
        "mod",
        "quant",
        "freq",
        "anchor",
        "earliest",
        "latest",
        *_PLACE,
    ),
    "stances": (
        "id",
        "holder=holder.name",
        "holder_entity=holder.entity",
        "holder_kind=holder.kind",
        "target=target.name",
        "target_entity=target.entity",
        "target_kind=target.kind",
        "polarity",
        "strength",
        *_PLACE,
    ),
    "evidence": (
        "stance",
        "holder",
        "target",
        "polarity",
        "strength",
        "voice",
        "negated",
        "modal",
        "quote",
        *_PLACE,
    ),
    "portrayals": ("id", "entity", "name", "polarity", "score", *_PLACE),
    "marks": ("id", "list", "cue", "voice", "note", *_PLACE),
    "diagnostics": ("level", "message", "where"),
}

#: The column types that aren't text.
NUMBERS = {
    **dict.fromkeys(
        ("start", "end", "line", "column", "characters", "words", "sentences"), "INTEGER"
    ),
    **dict.fromkeys(("polarity", "strength", "negated"), "INTEGER"),
    **dict.fromkeys(("confidence", "score"), "REAL"),
}


def columns(table: str) -> list[str]:
    """The names of a table's columns, the document's first."""
    return ["document", *(column.partition("=")[0] for column in TABLES[table])]


def rows_of(report: Report) -> dict[str, list[Row]]:
    """All rows that a report makes, by table."""
    data = report.to_dict()
    source = data["document"]["source"]
    return {table: [_row(table, source, item) for item in _items(table, data)] for table in TABLES}


def error_rows(record: ErrorRecord) -> dict[str, list[Row]]:
    """The rows that stand for an input that could not be analyzed."""
    return {"documents": [_row("documents", record.source, {"error": record.message})]}


def _items(table: str, data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if table == "documents":
        yield data["document"]
    elif table == "mentions":
        for entity in data["entities"]:
            for mention in entity["mentions"]:
                yield {**mention, "entity": entity["id"], "name": entity["name"]}
    elif table == "evidence":
        for stance in data["stances"]:
            parties = {side: stance[side]["name"] for side in ("holder", "target")}
            for evidence in stance["evidence"]:
                yield {**evidence, "stance": stance["id"], **parties}
    else:
        yield from data[table]


def _row(table: str, source: str, item: dict[str, Any]) -> Row:
    row: Row = {"document": source}
    for column in TABLES[table]:
        name, _, path = column.partition("=")
        row[name] = _value(item, (path or name).split("."))
    return row


def _value(item: Any, path: list[str]) -> Any:
    for number, name in enumerate(path):
        if isinstance(item, list):
            return [_value(part, path[number:]) for part in item]
        if not isinstance(item, dict):
            return None
        item = item.get(name)
    return item
