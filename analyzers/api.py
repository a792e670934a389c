"""The way in for programs: `analyze` and `build`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from os import PathLike
from typing import Any

from newsan.analyzers.document import Document
from newsan.analyzers.findings import Diagnostic
from newsan.analyzers.pipeline import EVERYTHING, Pipeline, Selection, options_from
from newsan.analyzers.registry import builtin, plugin_rules, plugins
from newsan.analyzers.report import Report
from newsan.rules import RuleError, RuleSet, load

Paths = str | PathLike[str] | Iterable[str | PathLike[str]]


def analyze(
    text: str | Document,
    *,
    published: str | None = None,
    rules: RuleSet | Paths | None = None,
    select: str | Iterable[str] | None = None,
    ignore: str | Iterable[str] | None = None,
    entities: Sequence[Mapping[str, Any]] | None = None,
    date_order: str = "auto",
) -> Report:
    """Analyze one article.

    `text` is the article, or a `Document`; `published` its date (YYYY-MM-DD), against which
    relative dates are resolved; `rules` rule files or folders layered over newsan's own (or a
    whole `RuleSet`); `select` and `ignore` name analyzers or rules to show or leave out;
    `entities` are mentions from outside, each a mapping with `start` and `end` (code points) and
    perhaps `name`, `type` and `id`, taken instead of newsan's own; `date_order` says how 3/4/2025
    is read: "auto", "dmy" or "mdy".

    Raises `RuleError` for faults in rule files, `PipelineError` for an unknown analyzer or rule,
    `ValueError` for a date that isn't one or offsets outside the text.
    """
    document = text if isinstance(text, Document) else Document(text)
    if published is not None:
        document = document.dated(published)
    for mention in entities or ():
        if not 0 <= int(mention["start"]) < int(mention["end"]) <= len(document.text):
            raise ValueError(f"a given entity lies outside the text: {dict(mention)}")
    selection = Selection(_texts(select), _texts(ignore))
    if isinstance(rules, RuleSet):
        pipeline = pipeline_of(rules, selection)
    else:
        pipeline = build(_texts(rules), selection)
    return pipeline.run(document, options_from(date_order, entities))


@lru_cache(maxsize=8)
def build(
    rules: tuple[str, ...] = (), selection: Selection = EVERYTHING, defaults: bool = True
) -> Pipeline:
    """A pipeline of all analyzers with the rule files of `rules` over newsan's own; cached.

    Raises what `load` and `Pipeline` raise.
    """
    in_force, notes = rule_set(rules, defaults)
    return pipeline_of(in_force, selection, notes)


def rule_set(rules: Iterable[str], defaults: bool = True) -> tuple[RuleSet, list[Diagnostic]]:
    """newsan's rules, those of plugins over them, and over those the files of `rules`; and a note
    on each rule file of a plugin that can't be loaded.

    Raises what `load` raises for the files of `rules`.
    """
    packs, notes = plugin_rules()
    good: list[str] = []
    for pack in packs:
        try:
            load([*good, pack], defaults=defaults)
            good.append(pack)
        except (RuleError, OSError) as error:
            message = f"the rules of a plugin can't be loaded: {str(error).splitlines()[0]}"
            notes.append(Diagnostic(level="error", message=message, where=pack))
    return load([*good, *rules], defaults=defaults), notes


def pipeline_of(
    rules: RuleSet, selection: Selection = EVERYTHING, notes: Sequence[Diagnostic] = ()
) -> Pipeline:
    """A pipeline of newsan's analyzers and the plugins', with these rules."""
    others, faults = plugins()
    names = frozenset(kind.name for kind in others)
    return Pipeline([*builtin(), *others], rules, selection, names, [*notes, *faults])


def _texts(value: Paths | None) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, str | PathLike):
        return (str(value),)
    return tuple(str(item) for item in value)
