"""What is done with each input, in whatever process: read, analyze, render."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from traceback import format_exc
from typing import TYPE_CHECKING, Any

from newsan.cli.inputs import Input, Reading, load
from newsan.cli.messages import InputError, UserError, reason, shown
from newsan.cli.policy import Condition
from newsan.cli.render import ErrorRecord, Renderer, RenderOptions, renderer_class

if TYPE_CHECKING:
    from newsan.analyzers.document import Document
    from newsan.analyzers.report import Report


@dataclass(frozen=True, slots=True)
class Job:
    """The settings of a run, as each process gets them.

    `tables` asks for rows (for CSV and SQLite) in the place of rendered text.
    """

    format: str = "report"
    tables: bool = False
    render: RenderOptions = field(default_factory=RenderOptions)
    reading: Reading = field(default_factory=Reading)
    rules: tuple[str, ...] = ()
    default_rules: bool = True
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    date_order: str = "auto"
    date_style: str = "timex"
    min_confidence: float = 0.0
    fail_on: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one input: text or rows for the output, and what to say on stderr.

    `broken` are the `--fail-on` conditions that the report met, `trace` a traceback of a bug.
    """

    name: str
    key: str
    text: str = ""
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    error: ErrorRecord | None = None
    notes: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    words: int = 0
    trace: str = ""


@contextmanager
def rule_files() -> Iterator[None]:
    """Turns a rule file that can't be read into a message for the user."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            raise UserError(f"--rules {error}") from None
        raise UserError(f"--rules {shown(error.filename)}: {reason(error)[0]}") from None


class Worker:
    """Does a job for one input after another. Built once in each process.

    Building raises what rule files and the selection are worth raising for: `RuleError`,
    `PipelineError`, `UnknownFormat`.
    """

    def __init__(self, job: Job) -> None:
        from newsan.analyzers.api import build
        from newsan.analyzers.pipeline import Selection, options_from

        self.job = job
        selection = Selection(job.select, job.ignore)
        with rule_files():
            self.pipeline = build(job.rules, selection, job.default_rules)
        self._options = options_from(job.date_order, None)
        self.renderer: Renderer | None = None
        if not job.tables:
            self.renderer = renderer_class(job.format)(job.render)

    def __call__(self, item: Input) -> Result:
        """What comes of one input; a fault of the input, or of newsan, is in the result."""
        try:
            return self._result(item)
        finally:
            if not gc.isenabled():  # after the first input, all that is built once is there
                gc.freeze()
                gc.enable()

    def _result(self, item: Input) -> Result:
        try:
            return self._done(item, load(item, self.job.reading))
        except InputError as error:
            record = ErrorRecord(item.name, error.message, error.hint, error.kind)
            return self.failed(item, record)
        except Exception as error:
            what = f"{type(error).__name__}: {error}"
            record = ErrorRecord(item.name, f"newsan failed on it ({what})", kind="bug")
            return self.failed(item, record, format_exc())

    def failed(self, item: Input, record: ErrorRecord, trace: str = "") -> Result:
        """The result of an input that could not be analyzed."""
        from newsan.cli.render.tables import error_rows

        text = self.renderer.error(record) if self.renderer else ""
        rows = error_rows(record) if self.job.tables else {}
        return Result(item.name, item.key, text, rows, error=record, trace=trace)

    def _done(self, item: Input, document: Document) -> Result:
        report = self._finished(self.pipeline.run(document, self._options))
        text, rows = "", {}
        if self.renderer is None:
            from newsan.cli.render.tables import rows_of

            rows = rows_of(report)
        else:
            text = self.renderer.document(report)
        notes = [note.message for note in report.diagnostics if note.level != "info"]
        broken = [said for condition in self.job.fail_on if (said := condition.broken(report))]
        words = (report.counts or {}).get("words", 0)
        return Result(item.name, item.key, text, rows, None, tuple(notes), tuple(broken), words)

    def _finished(self, report: Report) -> Report:
        """The report as the user wants to see it."""
        if self.job.min_confidence > 0:
            from newsan.cli.confidence import confident

            report = confident(report, self.job.min_confidence)
        if self.job.date_style == "edtf":
            from newsan.cli.datestyle import in_edtf

            report = in_edtf(report)
        return report
