"""Stance that a predicate shows: from its frame, with its roles filled, to weighed readings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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
    distances: tuple[float, float]
    negated: bool = False
    doubt: str | None = None


class PredicationReader:
    """Reads the stances that the predicates of a sentence show."""

    def __init__(self, rules: RuleSet, linker: Linker) -> None:
        self._linker = linker
        self._near: Mapping[str, list[dict[str, float]]] = rules.setting("stance.near")
        self._tiers: list[dict[str, float]] = rules.setting("stance.tiers")
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
        weight = clue.frame.precision
        weight *= self._share("holder", holder.distance)
        weight *= self._share("target", target.distance)
        if clue.negated:
            weight *= self._negated[stance]
            polarity = -polarity
        if clue.doubt:
            weight *= self._doubts[clue.doubt]
        return Reading(
            rule=clue.frame.id,
            group=clue.first,
            first=clue.start,
            last=clue.last,
            holder=holder.reference,
            target=target.reference,
            polarity=polarity,
            strength=int(clue.frame.attributes.get("strength", 1)),
            confidence=self._precision(weight),
            distances=(holder.distance, target.distance),
            negated=clue.negated,
            doubt=clue.doubt,
        )

    def _precision(self, weight: float) -> float:
        """How often readings of such a weight are right."""
        return next(tier["precision"] for tier in self._tiers if weight >= tier["from"])

    def _share(self, role: str, distance: float) -> float:
        """The share of a frame's precision that remains at a distance of a role's filler."""
        return next((step["share"] for step in self._near[role] if distance <= step["upto"]), 0.0)


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
