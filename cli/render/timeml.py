"""TimeML: the article with its time expressions marked as TIMEX3; one file a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from newsan.cli.render import ErrorRecord, RenderOptions

if TYPE_CHECKING:
    from newsan.analyzers.report import Report


class TimeMLRenderer:
    """One XML document an article: several want `--output-dir`."""

    name: ClassVar[str] = "timeml"
    suffix: ClassVar[str] = ".tml"

    def __init__(self, options: RenderOptions) -> None:
        self.options = options

    def begin(self) -> str:
        """Nothing."""
        return ""

    def document(self, report: Report) -> str:
        """The article as TimeML."""
        from newsan.analyzers.dates.timeml import timeml

        text: str = timeml(report.document, report.dates, report.published and report.published[0])
        return text if text.endswith("\n") else text + "\n"

    def error(self, record: ErrorRecord) -> str:
        """Nothing: the fault stands on stderr alone."""
        return ""

    def end(self) -> str:
        """Nothing."""
        return ""
