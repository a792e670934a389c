"""What an analyzer is, and what it is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, runtime_checkable

from newsan.analyzers.document import Document
from newsan.analyzers.findings import Diagnostic, Finding
from newsan.rules import RuleSet

if TYPE_CHECKING:
    from newsan.analyzers.language import Language


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asked for that changes what is found.

    `date_order` is "dmy", "mdy" or "auto"; `given` are mentions from outside (a user's own
    annotation): newsan takes them as entities and finds no others.
    """

    date_order: str = "auto"
    given: tuple[Mapping[str, Any], ...] | None = None


@dataclass(frozen=True)
class Article:
    """One document on its way through the pipeline: its language layer, the options, and the
    layers that earlier analyzers provided."""

    document: Document
    language: Language
    options: Options = Options()
    layers: dict[str, Sequence[Finding]] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def layer(self, name: str) -> Sequence[Any]:
        """The findings of a layer that the analyzer requires; empty when it wasn't asked for."""
        return self.layers.get(name, ())


@runtime_checkable
class Analyzer(Protocol):
    """Finds things in an article. Built once from the rules; `analyze` is pure.

    `requires` names the layers it reads ("entities", "quotes", …), `provides` those it makes;
    `analyze` returns one sequence of findings, in order of their spans, for each layer provided.
    """

    name: ClassVar[str]
    requires: ClassVar[tuple[str, ...]]
    provides: ClassVar[tuple[str, ...]]

    def __init__(self, rules: RuleSet) -> None: ...

    def analyze(self, article: Article) -> Mapping[str, Sequence[Finding]]: ...
