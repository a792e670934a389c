"""Quotations inside quotations: "He told me, ‘Close it,’" she said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from newsan.analyzers.quotes.cues import Cue, CueFinder
from newsan.analyzers.quotes.marks import Stretch
from newsan.analyzers.quotes.predicates import Predicates
from newsan.analyzers.quotes.quotation import Quotation

if TYPE_CHECKING:
    from newsan.analyzers.quotes.attribution import Attributor


def child_quotations(attributor: Attributor, predicates: Predicates) -> Iterator[Quotation]:
    """The marked words inside marked ones that a cue inside introduces or follows; those without
    one are titles, or words held at a distance."""
    holders = [s for s in attributor.stretches if s.children and s.first in attributor.owner]
    finder = _finder(attributor, predicates, [c for s in holders for c in s.children])
    for stretch in holders:
        parent = attributor.owner[stretch.first]
        cues = _cues(attributor, finder, stretch)
        for child in stretch.children:
            cue = _cue_of(child, cues)
            if cue is not None:
                yield Quotation(
                    child.first, child.last, "nested", cue, cue.subject,
                    cue.complement.addressee, [child], parent=parent,
                )  # fmt: skip


def _finder(
    attributor: Attributor, predicates: Predicates, children: Sequence[Stretch]
) -> CueFinder:
    """A finder for which only the inner marks are marks."""
    inside = bytearray(len(attributor.tokens))
    for child in children:
        inside[child.first : child.last] = bytes([1]) * (child.last - child.first)
    opening = frozenset(child.first - 1 for child in children)
    closing = frozenset(child.last for child in children)
    return CueFinder(attributor.grammar, predicates, inside, opening, closing)


def _cues(attributor: Attributor, finder: CueFinder, stretch: Stretch) -> list[Cue]:
    """The cues inside a stretch and outside the ones that it holds."""
    at = attributor.language.sentence_at
    return [
        cue
        for sentence in attributor.sentences[at(stretch.first) : at(stretch.last - 1) + 1]
        for cue in finder.cues(max(sentence.first, stretch.first), min(sentence.last, stretch.last))
    ]


def _cue_of(child: Stretch, cues: Sequence[Cue]) -> Cue | None:
    after = (child.last + 1, child.last + 2)
    for cue in cues:
        begin = cue.first
        if cue.subject is not None and not cue.inverted:
            begin = min(begin, cue.subject.first)
        if cue.complement.start == child.first - 1 or begin in after:
            return cue
    return None
