"""Analyzers in their order, over one document after another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Any

from newsan.analyzers.article import Analyzer, Article, Options
from newsan.analyzers.document import Document, Span
from newsan.analyzers.findings import Diagnostic, Finding
from newsan.analyzers.language import Language, LanguageModel
from newsan.analyzers.report import Report
from newsan.rules import RuleSet


class PipelineError(Exception):
    """The analyzers can't be put in an order, or one that was asked for isn't there."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What to show: analyzers by name, or rules by a prefix of their id. Nothing in `select`
    means all; what is in `ignore` is left out."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def shows(self, analyzer: str, rule: str) -> bool:
        """Whether a finding of that analyzer and that rule is shown."""
        wanted = not self.select or any(_covers(e, analyzer, rule) for e in self.select)
        return wanted and not any(_covers(e, analyzer, rule) for e in self.ignore)


#: The selection that shows all.
EVERYTHING = Selection()
_DEFAULTS = Options()
_NOT_ENGLISH = Diagnostic(
    level="warning",
    message="this doesn't look like English, the only language that newsan reads",
    where="language",
)


def _covers(entry: str, analyzer: str, rule: str) -> bool:
    return entry == analyzer or rule == entry or rule.startswith(entry.removesuffix(".*") + ".")


class Pipeline:
    """The analyzers that a selection needs, built once and run over any number of documents.

    `kinds` are the analyzers there are; those in `plugins` (by name) may fail without stopping
    the report. Raises `PipelineError` when two need each other or a layer is made by nobody.
    """

    def __init__(
        self,
        kinds: Iterable[type[Analyzer]],
        rules: RuleSet,
        selection: Selection = EVERYTHING,
        plugins: frozenset[str] = frozenset(),
        notes: Sequence[Diagnostic] = (),
    ) -> None:
        ordered = in_order(list(kinds))
        self.rules = rules
        self.selection = selection
        self.model = LanguageModel(rules)
        self._plugins = plugins
        self._notes = list(notes)
        self.analyzers = self._built(needed(ordered, selection, rules))

    def _built(self, kinds: Iterable[type[Analyzer]]) -> list[Analyzer]:
        built = []
        for kind in kinds:
            try:
                built.append(kind(self.rules))
            except Exception as error:
                if kind.name not in self._plugins:
                    raise
                self._notes.append(_failure(kind.name, error))
        return built

    def run(self, document: Document, options: Options = _DEFAULTS) -> Report:
        """The report on one document."""
        language = Language(document, self.model)
        article = Article(document, language, options, {}, list(self._notes))
        shown: dict[str, Sequence[Finding]] = {}
        for analyzer in self.analyzers:
            for name, findings in self._found(analyzer, article).items():
                article.layers[name] = findings
                kept = [f for f in findings if self.selection.shows(analyzer.name, f.rule)]
                if kept or self._is_shown(analyzer):
                    shown[name] = tuple(kept)
        if not language.is_english:
            article.diagnostics.append(_NOT_ENGLISH)
        sentences = tuple(Span(s.start, s.end) for s in language.sentences)
        counts = {"words": _words(language), "sentences": len(sentences)}
        return Report(document, shown, tuple(article.diagnostics), counts, sentences)

    def _is_shown(self, analyzer: Analyzer) -> bool:
        return self.selection.shows(analyzer.name, analyzer.name)

    def _found(self, analyzer: Analyzer, article: Article) -> Mapping[str, Sequence[Finding]]:
        try:
            return analyzer.analyze(article)
        except Exception as error:
            if analyzer.name not in self._plugins:
                raise
            article.diagnostics.append(_failure(analyzer.name, error))
            return {}


def in_order(kinds: Sequence[type[Analyzer]]) -> list[type[Analyzer]]:
    """Analyzers so that each comes after those whose layers it reads.

    Raises `PipelineError` that names both sides of a cycle, of a missing layer, or of a layer
    that two provide.
    """
    makers: dict[str, type[Analyzer]] = {}
    for kind in kinds:
        for layer in kind.provides:
            if layer in makers:
                names = f"“{makers[layer].name}” and “{kind.name}”"
                raise PipelineError(f"the analyzers {names} both provide the layer “{layer}”")
            makers[layer] = kind
    graph: dict[type[Analyzer], list[type[Analyzer]]] = {}
    for kind in kinds:
        for layer in kind.requires:
            if layer not in makers:
                message = f"the analyzer “{kind.name}” needs the layer “{layer}”, which nothing"
                raise PipelineError(f"{message} provides")
        graph[kind] = [makers[layer] for layer in kind.requires]
    try:
        return list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        names = " → ".join(f"“{kind.name}”" for kind in error.args[1])
        raise PipelineError(f"analyzers that need each other: {names}") from None


def needed(
    ordered: Sequence[type[Analyzer]], selection: Selection, rules: RuleSet
) -> list[type[Analyzer]]:
    """Of analyzers in order, those that a selection shows, and those whose layers they read.

    Raises `PipelineError` for an entry that is neither an analyzer nor the start of a rule's id.
    """
    names = {kind.name for kind in ordered}
    packs = {id.split(".")[0] for id in rules.rules} | names
    for entry in (*selection.select, *selection.ignore):
        if entry.split(".")[0] not in packs:
            known = ", ".join(sorted(names))
            raise PipelineError(f"no analyzer and no rule is called “{entry}” (analyzers: {known})")
    wanted = {entry for entry in selection.select if entry in names}
    if len(wanted) < len(selection.select) or not wanted:  # rules may come from any analyzer
        wanted = set(names)
    wanted -= set(selection.ignore)
    layers: set[str] = set()
    chosen = []
    for kind in reversed(ordered):
        if kind.name in wanted or layers & set(kind.provides):
            layers |= set(kind.requires)
            chosen.append(kind)
    return chosen[::-1]


def _failure(name: str, error: Exception) -> Diagnostic:
    message = f"the plugin “{name}” failed and was skipped: {type(error).__name__}: {error}"
    return Diagnostic(level="error", message=message, where=name)


def _words(language: Language) -> int:
    return sum(token.text[0].isalnum() for token in language.tokens)


def options_from(date_order: str, given: Sequence[Mapping[str, Any]] | None) -> Options:
    """Options from the public API's arguments."""
    return Options(date_order=date_order, given=None if given is None else tuple(given))
