"""`--min-confidence`: a report without the findings that are less sure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from newsan.analyzers.findings import Entity, Finding, Party, Quote
from newsan.analyzers.report import Report


def confident(report: Report, least: float) -> Report:
    """The report without findings whose confidence is below `least`.

    An entity stays as long as a finding that is kept names it, so that no id leads nowhere.
    """
    sure = {name: [f for f in found if _sure(f, least)] for name, found in report.layers.items()}
    named = {id for found in sure.values() for finding in found for id in _named(finding)}
    layers: dict[str, Sequence[Finding]] = {
        name: tuple(f for f in found if f.id in named or _sure(f, least))
        if name == "entities"
        else tuple(sure[name])
        for name, found in report.layers.items()
    }
    if "quotes" in layers:
        kept = {quote.id for quote in layers["quotes"]}
        layers["quotes"] = tuple(_unlinked(quote, kept) for quote in layers["quotes"])
    return replace(report, layers=layers)


def _sure(finding: Finding, least: float) -> bool:
    return finding.confidence >= least


def _named(finding: Any) -> list[str]:
    """The ids of the entities that a finding names."""
    if isinstance(finding, Entity):
        return []
    parties = [
        getattr(finding, name, None) for name in ("speaker", "addressee", "holder", "target")
    ]
    ids = [party.entity for party in parties if isinstance(party, Party) and party.entity]
    entity = getattr(finding, "entity", None)
    return [*ids, entity] if isinstance(entity, str) else ids


def _unlinked(quote: Any, kept: set[str]) -> Any:
    """The quote without a link to one that is gone."""
    if not isinstance(quote, Quote):
        return quote
    part_of = quote.part_of if quote.part_of in kept else None
    parent = quote.parent if quote.parent in kept else None
    return replace(quote, part_of=part_of, parent=parent)
