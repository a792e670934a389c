"""`newsan analyze`: from what the user asked for to a run."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePath
from shutil import get_terminal_size
from typing import Any

from newsan.cli.inputs import STDIN, Reading, found
from newsan.cli.job import Job, Worker
from newsan.cli.messages import Console, UserError
from newsan.cli.policy import conditions
from newsan.cli.progress import Progress
from newsan.cli.render import RenderOptions, renderer_class
from newsan.cli.run import run
from newsan.cli.sinks import FileSink, Sink, StreamSink, TablesSink, TreeSink

_SUFFIXES = {
    ".txt": "report",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".md": "markdown",
    ".html": "html",
    ".htm": "html",
    ".tml": "timeml",
    ".db": "sqlite",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
}
_RESUMABLE = ("jsonl", "sqlite")


@dataclass(frozen=True, slots=True)
class Request:
    """The values of the options of `newsan analyze`, by parameter name.

    `chosen` says whether the user set an option, in whatever way.
    """

    values: dict[str, Any]
    chosen: Callable[[str], bool]

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def names(self, name: str) -> tuple[str, ...]:
        """The values of an option that may be repeated and that may hold commas."""
        parts = (part.strip() for value in self[name] or () for part in value.split(","))
        return tuple(part for part in parts if part)


def execute(request: Request) -> int:
    """Analyze, and return the exit code. Raises what `Worker` and `run` raise."""
    _check(request)
    paths = tuple(request["paths"] or ())
    if not paths and request["files_from"] is None:
        paths = (STDIN,)
    job = _job(request)
    worker = Worker(job)
    console = Console(request["quiet"], request["verbose"])
    items = found(paths, request["files_from"], job.reading)
    jobs = request["jobs"] or _cores()
    progress = Progress(console, _has_screen(request), _total(request, paths, job.reading))
    return run(job, worker, items, lambda: _sink(request, job), jobs, console, progress)


def no_input(request: Request) -> bool:
    """Whether nothing was given to read: no path, and a person at the keyboard."""
    nothing = not request["paths"] and request["files_from"] is None
    return nothing and sys.stdin is not None and sys.stdin.isatty()


def use_color(choice: str, is_screen: bool) -> bool:
    """Whether to write colours: NO_COLOR and a dumb terminal turn `auto` off, FORCE_COLOR on."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return is_screen and os.environ.get("TERM") != "dumb"


def _job(request: Request) -> Job:
    format = _format(request)
    output = request["output"]
    to_screen = output is None and request["output_dir"] is None and sys.stdout.isatty()
    render = RenderOptions(
        width=request["width"] or get_terminal_size().columns,
        color=use_color(request["color"], to_screen),
        encoding=(to_screen and sys.stdout.encoding) or "utf-8",
        verbose=request["verbose"],
        quiet=request["quiet"],
        extra={"table": _table(request["table"])},
    )
    return Job(
        format=format,
        tables=format == "sqlite" or _is_folder(format, output),
        render=render,
        reading=_reading(request),
        rules=tuple(request["rules"] or ()),
        default_rules=not request["no_default_rules"],
        select=request.names("select"),
        ignore=request.names("ignore"),
        date_order=request["date_order"],
        date_style=request["date_style"],
        min_confidence=request["min_confidence"],
        fail_on=conditions(request["fail_on"] or ()),
    )


def _check(request: Request) -> None:
    """Raise `UserError` for options that don't go together."""
    format = _format(request)
    output, folder = request["output"], request["output_dir"]
    if output is not None and folder is not None:
        raise UserError("-o and --output-dir don't go together", "choose one")
    if format == "timeml" and request["date_style"] != "timex":
        raise UserError("-f timeml and --date-style edtf don't go together", "choose one")
    if format == "sqlite" and (output is None or output == STDIN):
        raise UserError("-f sqlite needs a file", "say -o corpus.db")
    if request["resume"] and folder is None and (output is None or format not in _RESUMABLE):
        hint = "give --output-dir, or -o with -f jsonl or sqlite"
        raise UserError("--resume has nothing to go on with", hint)


def _format(request: Request) -> str:
    format, output = str(request["format"]), request["output"]
    if request["json"]:
        if request.chosen("format") and format != "json":
            raise UserError(f"--json and -f {format} don't go together", "choose one")
        return "json"
    if output and not request.chosen("format"):
        return _SUFFIXES.get(PurePath(output).suffix.lower(), format)
    return format


def _reading(request: Request) -> Reading:
    from newsan.cli.records import FIELDS

    fields = {}
    for pair in request["field"] or ():
        name, sign, field = pair.partition("=")
        if name not in FIELDS or not sign or not field:
            known = ", ".join(FIELDS)
            raise UserError(f"--field can't read “{pair}”", f"NAME=FIELD; NAME is one of: {known}")
        fields[name] = field
    reading = Reading(request["encoding"], request["text_field"], fields, request["published"])
    if reading.encoding is not None:
        try:
            codecs.lookup(reading.encoding)
        except LookupError:
            hint = "such as utf-8, utf-16, windows-1252, latin-1, koi8-r, gb18030"
            raise UserError(f"there is no encoding “{reading.encoding}”", hint) from None
    if reading.published is not None:
        from newsan.analyzers.document import Document

        try:
            Document("").dated(reading.published)
        except ValueError as error:
            raise UserError(f"--published: {error}") from None
    return reading


def _table(name: str) -> str:
    from newsan.cli.render.tables import TABLES

    if name not in TABLES:
        raise UserError(f"there is no table “{name}”", f"tables: {', '.join(TABLES)}")
    return name


def _sink(request: Request, job: Job) -> Sink:
    output, resume = request["output"], request["resume"]
    if job.format == "sqlite":
        from newsan.cli.render.sqlite import DatabaseSink

        return DatabaseSink(output, resume)
    if job.tables:
        return TablesSink(output)
    renderer = renderer_class(job.format)(job.render)
    if request["output_dir"] is not None:
        return TreeSink(request["output_dir"], renderer, resume)
    if output is None or output == STDIN:
        return StreamSink(renderer)
    return FileSink(output, renderer, resume)


def _is_folder(format: str, output: str | None) -> bool:
    """Whether all tables go into a folder."""
    return (
        format == "csv"
        and output is not None
        and (output.endswith(("/", os.sep)) or os.path.isdir(output))
    )


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _has_screen(request: Request) -> bool:
    """Whether a progress bar has a place: stderr is a screen, and no results pass over it."""
    if request["quiet"] or sys.stderr is None or not sys.stderr.isatty():
        return False
    return (
        request["output"] is not None
        or request["output_dir"] is not None
        or not sys.stdout.isatty()
    )


def _total(request: Request, paths: Iterable[str], reading: Reading) -> int | None:
    """The number of inputs, counted only for a progress bar and where nothing is used up by it."""
    files_from = request["files_from"]
    if not _has_screen(request) or STDIN in paths or files_from == STDIN:
        return None
    return sum(1 for _ in found(tuple(paths), files_from, reading))
