"""Renderers: one module a format, imported when the format is asked for.

A renderer is a class that is built from `RenderOptions` and turns one report after another into
text. What it returns is written as it comes: `begin` once before the first document, then
`document` or `error` for each input in order, then `end`. With several processes each has a
renderer of its own, and `begin` and `end` are asked of another one: a renderer keeps nothing from
one call to the next. Those of other packages come through the entry-point group
`newsan.renderers`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, cast

if TYPE_CHECKING:
    from newsan.analyzers.report import Report

#: Entry-point group of renderers that other packages bring.
GROUP = "newsan.renderers"

#: newsan's own formats and where their renderers stand.
FORMATS: dict[str, str] = {
    "report": "newsan.cli.render.report:ReportRenderer",
    "json": "newsan.cli.render.json:JsonRenderer",
    "jsonl": "newsan.cli.render.json:JsonLinesRenderer",
    "markdown": "newsan.cli.render.markdown:MarkdownRenderer",
    "html": "newsan.cli.render.html:HtmlRenderer",
    "csv": "newsan.cli.render.csv:CsvRenderer",
    "timeml": "newsan.cli.render.timeml:TimeMLRenderer",
    "sqlite": "",  # a database isn't text: newsan.cli.render.sqlite
}


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """What a renderer needs to know of where its text goes.

    `width` is the number of columns of the screen; `color` whether escape codes may be written;
    `encoding` what the text will be encoded in, so that signs it lacks can be written another way;
    `verbose` and `quiet` how much the user wants to hear; `total` the number of inputs when it
    is known; `extra` whatever a format's own options are.
    """

    width: int = 80
    color: bool = False
    encoding: str = "utf-8"
    verbose: bool = False
    quiet: bool = False
    total: int | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ErrorRecord:
    """An input that could not be analyzed: its name, what is wrong with it and what to do."""

    source: str
    message: str
    hint: str = ""
    kind: str = "unreadable"

    def to_dict(self) -> dict[str, Any]:
        """The record as it stands in JSON in the place of a document's findings."""
        from newsan import __version__
        from newsan.analyzers.report import SCHEMA_VERSION

        return {
            "schema_version": SCHEMA_VERSION,
            "newsan": __version__,
            "document": {"source": self.source},
            "error": {"kind": self.kind, "message": self.message, "hint": self.hint},
        }


class Renderer(Protocol):
    """Turns reports into text of one format."""

    name: ClassVar[str]
    suffix: ClassVar[str]

    def __init__(self, options: RenderOptions) -> None: ...

    def begin(self) -> str:
        """What stands before the first document."""

    def document(self, report: Report) -> str:
        """One document's findings; the article's text is `report.document.text`."""

    def error(self, record: ErrorRecord) -> str:
        """What stands in the output for an input that could not be analyzed; may be ""."""

    def end(self) -> str:
        """What stands after the last document."""


class UnknownFormat(Exception):
    """There is no renderer of that name, or the one of another package can't be loaded."""


def renderer_class(name: str) -> type[Renderer]:
    """The renderer of a format. Raises `UnknownFormat` with the formats that there are."""
    from importlib import import_module

    target = FORMATS.get(name)
    if target is not None:
        module, _, attribute = target.partition(":")
        return cast("type[Renderer]", getattr(import_module(module), attribute))
    return _plugin(name)


def plugin_names() -> list[str]:
    """The names of formats that other packages bring."""
    from importlib.metadata import entry_points

    return sorted({point.name for point in entry_points(group=GROUP)} - set(FORMATS))


def _plugin(name: str) -> type[Renderer]:
    from importlib.metadata import entry_points

    for point in entry_points(group=GROUP, name=name):
        try:
            return cast("type[Renderer]", point.load())
        except Exception as error:
            message = f"the format “{name}” can't be loaded: {type(error).__name__}: {error}"
            raise UnknownFormat(message) from error
    known = ", ".join([*FORMATS, *plugin_names()])
    raise UnknownFormat(f"there is no format “{name}” (formats: {known})")
