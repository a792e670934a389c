"""JSON: pretty, one object a document (`json`), or one line a document (`jsonl`)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar

from newsan.cli.render import ErrorRecord, RenderOptions

if TYPE_CHECKING:
    from newsan.analyzers.report import Report


class JsonRenderer:
    """One indented object a document, one after another: a stream that `jq` reads."""

    name: ClassVar[str] = "json"
    suffix: ClassVar[str] = ".json"
    indent: ClassVar[int | None] = 2

    def __init__(self, options: RenderOptions) -> None:
        self.options = options

    def begin(self) -> str:
        """Nothing."""
        return ""

    def document(self, report: Report) -> str:
        """The report's object."""
        return self._text(report.to_dict())

    def error(self, record: ErrorRecord) -> str:
        """An object that has `error` instead of findings."""
        return self._text(record.to_dict())

    def end(self) -> str:
        """Nothing."""
        return ""

    def _text(self, data: dict[str, Any]) -> str:
        separators = (",", ": ") if self.indent else (",", ":")
        return (
            json.dumps(data, ensure_ascii=False, indent=self.indent, separators=separators) + "\n"
        )


class JsonLinesRenderer(JsonRenderer):
    """One object a line."""

    name: ClassVar[str] = "jsonl"
    suffix: ClassVar[str] = ".jsonl"
    indent: ClassVar[int | None] = None
