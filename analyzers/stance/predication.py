"""Stance that a predicate shows: from its frame, with its roles filled, to weighed readings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from newsan.analyzers.stance.clues import Clue
from newsan.analyzers.stance.links import Filler, Linker
from newsan.analyzers.stance.scene import Reference, Scene
from newsan.rules import RuleSet

_SIGNS = {"supportive": 1, "critical": -1}


@dataclass(frozen=True, slots=True)
class Reading:
    """One stance read off one predicate: tokens `first` to `last`, its group from `group`."""

    rule: str
    group: int
    first: int
    last: int
    holder: Reference
    target: Reference
    polarity: int
    strength: int
    confidence: float
    distance: float
    negated: bool = False
    doubt: str | None = None


class PredicationReader:
    """Reads the stances that the predicates of a sentence show."""

    def __init__(self, rules: RuleSet, linker: Linker) -> None:
        self._linker = linker
        self._near: list[dict[str, float]] = rules.setting("stance.near")
        self._negated: dict[str, float] = rules.setting("stance.negated")
        self._doubts: dict[str, float] = rules.setting("stance.doubt")

    def readings(self, scene: Scene, clues: Iterable[Clue]) -> Iterator[Reading]:
        """All readings of the clues of a sentence, however weak."""
        for clue in clues:
            targets = self._linker.fillers(scene, clue, "target")
            if targets:
                holders = self._linker.fillers(scene, clue, "holder")
                yield from self._pairs(clue, holders, targets)

    def _pairs(self, clue: Clue, holders: list[Filler], targets: list[Filler]) -> Iterator[Reading]:
        for target in _nearest(_without_owned(targets)):
            others = [h for h in holders if h.reference.key != target.reference.key]
            for holder in _nearest(others):
                yield self._reading(clue, holder, target)

    def _reading(self, clue: Clue, holder: Filler, target: Filler) -> Reading:
        stance: str = clue.frame.attributes["stance"]
        polarity = _SIGNS[stance]
        distance = holder.distance + target.distance
        confidence = clue.frame.precision * self._share(distance)
        if clue.negated:
            confidence *= self._negated[stance]
            polarity = -polarity
        if clue.doubt:
            confidence *= self._doubts[clue.doubt]
        return Reading(
            rule=clue.frame.id,
            group=clue.first,
            first=clue.head,
            last=clue.last,
            holder=holder.reference,
            target=target.reference,
            polarity=polarity,
            strength=int(clue.frame.attributes.get("strength", 1)),
            confidence=confidence,
            distance=distance,
            negated=clue.negated,
            doubt=clue.doubt,
        )

    def _share(self, distance: float) -> float:
        """The share of a frame's precision that remains at a distance."""
        return next((step["share"] for step in self._near if distance <= step["upto"]), 0.0)


def _nearest(fillers: list[Filler]) -> Iterator[Filler]:
    """The nearest filler and those listed with it; when that has no name, the nearest that has
    one too: the entity in "Ohio's governor", or the one that an unresolved noun stands for."""
    named = False
    for filler in fillers:
        if not named or filler.listed:
            yield filler
        named = named or filler.reference.party.kind == "entity"


def _without_owned(fillers: list[Filler]) -> list[Filler]:
    """The fillers without the things that are somebody's: "Finch's plan" is Finch's business."""
    named = [f.reference for f in fillers if f.reference.party.kind == "entity"]
    return [
        filler
        for filler in fillers
        if filler.reference.party.kind != "thing"
        or not any(_contains(filler.reference, reference) for reference in named)
    ]


def _contains(outer: Reference, inner: Reference) -> bool:
    return outer.first <= inner.first and inner.last <= outer.last
