"""The analyzers there are: newsan's own in a table, others by entry point."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any, cast

from newsan.analyzers.article import Analyzer
from newsan.analyzers.findings import Diagnostic

#: Where newsan's own analyzers stand; they are imported when a pipeline is built.
BUILTIN: tuple[str, ...] = (
    "newsan.analyzers.entities.analyzer:EntitiesAnalyzer",
    "newsan.analyzers.quotes:QuotesAnalyzer",
    "newsan.analyzers.dates:DatesAnalyzer",
    "newsan.analyzers.stance:StanceAnalyzer",
)

ANALYZERS = "newsan.analyzers"
RULES = "newsan.rules"


def builtin() -> list[type[Analyzer]]:
    """newsan's own analyzers."""
    return [_imported(target) for target in BUILTIN]


def plugins() -> tuple[list[type[Analyzer]], list[Diagnostic]]:
    """The analyzers of other packages (entry-point group `newsan.analyzers`), and a note on each
    one that can't be loaded."""
    found: list[type[Analyzer]] = []
    notes = []
    for name, load in entry_points(ANALYZERS):
        try:
            found.append(cast("type[Analyzer]", load()))
        except Exception as error:
            message = f"the plugin “{name}” can't be loaded: {type(error).__name__}: {error}"
            notes.append(Diagnostic(level="error", message=message, where=name))
    return found, notes


def plugin_rules() -> tuple[list[str], list[Diagnostic]]:
    """The rule files of other packages: entry points of the group `newsan.rules` name a path, a
    list of paths, or a function that returns them."""
    paths: list[str] = []
    notes = []
    for name, load in entry_points(RULES):
        try:
            value = load()
            value = value() if callable(value) else value
            paths += map(str, value if isinstance(value, list | tuple) else [value])
        except Exception as error:
            message = f"the rules of “{name}” can't be loaded: {type(error).__name__}: {error}"
            notes.append(Diagnostic(level="error", message=message, where=name))
    return paths, notes


def entry_points(group: str) -> Iterator[tuple[str, Any]]:
    """Name and loader of each entry point of a group, in order of name."""
    from importlib.metadata import entry_points as find

    for point in sorted(find(group=group), key=lambda point: point.name):
        yield point.name, point.load


def _imported(target: str) -> type[Analyzer]:
    module, _, name = target.partition(":")
    return cast("type[Analyzer]", getattr(import_module(module), name))
