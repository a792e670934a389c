#!/usr/bin/env python3
"""Writes the parts of the docs that newsan knows itself: cli.md, json.md, the tables of rules.md.

python docs/build.py            write them
python docs/build.py --check    say which are out of date, and exit with 1
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import typer

from newsan.analyzers.schema import json_schema
from newsan.cli.main import app
from newsan.cli.reference import markdown
from newsan.rules import schema as rules_schema

HERE = Path(__file__).parent
_TABLE = re.compile(r"(<!-- keys of (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def pages() -> dict[str, str]:
    """Every page that is made, by its name."""
    rules = (HERE / "rules.md").read_text("utf-8")
    return {
        "cli.md": markdown(typer.main.get_command(app)),
        "json.md": "\n".join(_json(json_schema())),
        "rules.md": _TABLE.sub(lambda match: match[1] + _keys(match[2]) + match[3], rules),
    }


def _json(schema: Mapping[str, Any]) -> Iterator[str]:
    yield f"""# The JSON

`newsan analyze --json` writes one object a document, `-f jsonl` one line a document. Keys stand in
a fixed order; the same input and rules give the same bytes. This is version {schema["version"]} of
the form: a field that is added raises the second number. `newsan schema` prints the JSON Schema
that this page is made from.
"""
    for name, kind in schema["$defs"].items():
        yield f"## {name}\n\n{kind['description']}\n"
        yield "| field | type | |\n|---|---|---|"
        for field, value in kind["properties"].items():
            about = value.get("description") or schema["$defs"][_name(value)]["description"]
            yield f"| `{field}` | {_type(value)} | {about} |"
        yield ""


def _name(value: Mapping[str, Any]) -> str:
    return str(value["$ref"]).rpartition("/")[2]


def _type(value: Mapping[str, Any]) -> str:
    if "$ref" in value:
        return f"[{_name(value)}](#{_name(value).lower()})"
    if "anyOf" in value:
        return " or ".join(_type(part) for part in value["anyOf"])
    if "enum" in value:
        return ", ".join(f"`{choice}`" for choice in value["enum"])
    if value["type"] == "array":
        return f"list of {_type(value['items'])}"
    if value["type"] == "object" and value.get("properties"):
        return "{" + ", ".join(f"`{name}`" for name in value["properties"]) + "}"
    return str(value["type"])


def _keys(table: str) -> str:
    """A table of rules/schema.py."""
    rows = ["| key | value | |", "|---|---|---|"]
    for name, key in getattr(rules_schema, table).items():
        if isinstance(key, str):
            rows.append(f"| `{name}` | mapping | {key} |")
        else:
            kind = ", ".join(key.choices) or key.type
            rows.append(f"| `{name}` | {kind} | {key.about} |")
    return "\n".join(rows) + "\n"


def main() -> int:
    """Write the pages, or compare them."""
    stale = []
    for name, text in pages().items():
        path = HERE / name
        if path.exists() and path.read_text("utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            path.write_text(text, "utf-8")
    if stale and "--check" in sys.argv:
        print(f"out of date: {', '.join(stale)}; run python docs/build.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
