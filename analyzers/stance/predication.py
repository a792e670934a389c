"""Stance that a predicate shows: from its frame, with its roles filled, to weighed readings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from newsan.analyzers.stance.clues import Clue
from newsan.analyzers.stance.links import Filler, Linker
from newsan.analyzers.stance.scene import Reference, Scene
from newsan.analyzers.stance.valence import Valence
from newsan.rules import RuleSet

# A frame that calls its target something: good or bad by what it is called.
_NAMED = "named"
# How many words after the target are what it is called, and the least that they must say.
_NAME = 8
_LEAST = 0.15
_BREAKS = frozenset((",", ":", "."))
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

    def __init__(self, rules: RuleSet, linker: Linker, valence: Valence) -> None:
        self._valence = valence
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
                yield from self._pairs(scene, clue, holders, targets)

    def _pairs(
        self, scene: Scene, clue: Clue, holders: list[Filler], targets: list[Filler]
    ) -> Iterator[Reading]:
        for target in _nearest(targets):
            stance = self._stance(scene, clue, target)
            if not stance:
                continue
            others = [h for h in holders if h.reference.key != target.reference.key]
            for holder in _nearest(others):
                yield self._reading(clue, stance, holder, target)

    def _stance(self, scene: Scene, clue: Clue, target: Filler) -> str:
        """What a frame shows; where it names its target something, what the words after say."""
        stance = str(clue.frame.attributes["stance"])
        if stance != _NAMED:
            return stance
        start = max(target.reference.last, clue.last)
        value = 0.0
        for index in range(start, min(start + _NAME, scene.last)):
            if scene.tags[index] in _BREAKS and index > start:
                break
            value += self._valence.at(scene, index)
        return "" if abs(value) < _LEAST else "supportive" if value > 0 else "critical"

    def _reading(self, clue: Clue, stance: str, holder: Filler, target: Filler) -> Reading:
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
