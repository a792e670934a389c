"""The format `ledger`: one line a sum."""

from __future__ import annotations

from typing import ClassVar

from newsan.analyzers.report import Report
from newsan.cli.render import ErrorRecord, RenderOptions


class LedgerRenderer:
    """Where, how much, which currency; with tabs between them."""

    name: ClassVar[str] = "ledger"
    suffix: ClassVar[str] = ".tsv"

    def __init__(self, options: RenderOptions) -> None:
        self.options = options

    def begin(self) -> str:
        """The heading."""
        return "where\tamount\tcurrency\ttext\n"

    def document(self, report: Report) -> str:
        """The sums of one article."""
        lines = []
        for money in report.layers.get("money", ()):
            line, column = report.document.position(money.start)
            where = f"{report.document.source}:{line}:{column}"
            lines.append(f"{where}\t{money.amount:.2f}\t{money.currency}\t{money.text}\n")
        return "".join(lines)

    def error(self, record: ErrorRecord) -> str:
        """Nothing: faults are told on stderr."""
        return ""

    def end(self) -> str:
        """Nothing."""
        return ""
