"""What the portrayal model sees of an entity in a sentence: features with readable names.

"word:", "before:", "after:" and "beside:" are words, in the sentence, around the entity and right
next to it; "subject-of:", "object-of:", "owner-of:" what it does, undergoes and has; "target:" and
"holder:" its roles in stance frames; "valence:" intervals of how good the words are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from newsan.analyzers.stance.clues import Clue
from newsan.analyzers.stance.links import Linker
from newsan.analyzers.stance.scene import Reference, Scene
from newsan.analyzers.stance.valence import Valence

# How far around an entity words are looked at, in tokens.
_NEAR = 5
# The bounds that sums of valence are sorted between.
_STEPS = (-2.0, -1.0, -0.5, -0.2, -0.05, 0.05, 0.2, 0.5, 1.0, 2.0)
# From this valence on a word is clearly good or bad.
_CLEAR = 0.25
# The greatest distance at which an entity fills a role.
_CLOSE = 9.0
_STOPS = frozenset((",", ".", ":", "``", "''", "IN"))
_HARD_STOPS = frozenset((".", ":", "``", "''"))

#: Names of features, each with the token that it comes from (-1: from the whole sentence).
Features = dict[str, int]


class SceneFeatures:
    """The features of one sentence; what its entities share is computed once."""

    def __init__(
        self, scene: Scene, clues: Sequence[Clue], valence: Valence, linker: Linker
    ) -> None:
        self.scene = scene
        self.clues = clues
        self._linker = linker
        places = range(scene.first, scene.last)
        self.values = {index: value for index in places if (value := valence.at(scene, index))}

    def telling(self, references: Sequence[Reference]) -> frozenset[int]:
        """The tokens that a reader would call a judgement: words that are clearly good or bad, and
        the predicates of the entity's roles; never a name."""
        clear = {index for index, value in self.values.items() if abs(value) >= _CLEAR}
        named = {i for r in self.scene.references for i in range(r.first, r.last)}
        return frozenset((clear | set(self.roles_of(references).values())) - named)

    @cached_property
    def _words(self) -> list[str]:
        """Each token's text; names and numbers as "#"."""
        scene = self.scene
        return [
            "#" if scene.is_name(i) or scene.tags[i] == "CD" else scene.tokens[i].folded
            for i in range(scene.first, scene.last)
        ]

    @cached_property
    def _sentence(self) -> Features:
        first = self.scene.first
        return {f"word:{word}": i for i, word in enumerate(self._words, first) if word != "#"}

    @cached_property
    def _roles(self) -> Mapping[str, Features]:
        """By the key of a party, the roles that it fills."""
        roles: dict[str, Features] = {}
        for clue in self.clues:
            stance = str(clue.frame.attributes["stance"])
            sign = f"not-{stance}" if clue.negated else stance
            for role in ("target", "holder"):
                for filler in self._linker.fillers(self.scene, clue, role):
                    if filler.distance <= _CLOSE:
                        names = roles.setdefault(filler.reference.key, {})
                        names[f"{role}:{sign}"] = clue.head
                        names[f"{role}:{clue.frame.id}:{sign}"] = clue.head
        return roles

    def of(self, references: Sequence[Reference]) -> Features:
        """The features of the references to one entity in the sentence."""
        found: Features = {"bias": -1, **self._sentence}
        for reference in references:
            for name, index in self._around(reference):
                found[name] = index
            for name, index in _predicates(self.scene, reference):
                found[name] = index
        found.update(self.roles_of(references))
        found.update(dict.fromkeys(self._valences(references), -1))
        return found

    def roles_of(self, references: Sequence[Reference]) -> Features:
        """The roles in stance frames that the references fill, each with its predicate."""
        found: Features = {}
        for reference in references:
            found.update(self._roles.get(reference.key, {}))
        return found

    def closeness(self, references: Sequence[Reference], index: int) -> float:
        """How near a token is to an entity: 1 beside it, halved every few tokens."""
        return float(2 ** (-min(self.scene.gap(r, index) for r in references) / _NEAR))

    def _valences(self, references: Sequence[Reference]) -> Iterator[str]:
        total = near = close = 0.0
        for index, value in self.values.items():
            closeness = self.closeness(references, index)
            total += value
            close += value * closeness
            near += value if closeness >= 1 / 2 else 0
        yield f"valence:{_step(total)}"
        yield f"valence-close:{_step(close)}"
        yield f"valence-near:{_step(near)}"

    def _around(self, reference: Reference) -> Iterator[tuple[str, int]]:
        first, words = self.scene.first, self._words
        for index in range(max(first, reference.first - _NEAR), reference.first):
            yield f"before:{words[index - first]}", index
        for index in range(reference.last, min(self.scene.last, reference.last + _NEAR)):
            yield f"after:{words[index - first]}", index
        if reference.first > first:
            index = reference.first - 1
            yield f"beside-before:{words[index - first]}", index
        if reference.last < self.scene.last:
            yield f"beside-after:{words[reference.last - first]}", reference.last


def _step(value: float) -> str:
    """The interval of a sum of valence, 0 for none."""
    return str(sum(value > step for step in _STEPS) - len(_STEPS) // 2)


def _predicates(scene: Scene, reference: Reference) -> Iterator[tuple[str, int]]:
    yield from _as_subject(scene, reference)
    yield from _as_object(scene, reference)
    if reference.last < scene.last and scene.tags[reference.last] == "POS":
        for index in range(reference.last + 1, min(scene.last, reference.last + 4)):
            if scene.tags[index] in ("NN", "NNS"):
                yield f"owner-of:{scene.tokens[index].folded}", index
                return


def _as_subject(scene: Scene, reference: Reference) -> Iterator[tuple[str, int]]:
    """The verbs of the verb group that follows a reference."""
    index = reference.last
    while index < scene.last and not scene.tags[index].startswith("VB"):
        if scene.tags[index] in _STOPS:
            return
        index += 1
    while index < scene.last and scene.tags[index].startswith(("VB", "RB", "TO")):
        if scene.tags[index].startswith("VB"):
            yield f"subject-of:{scene.tokens[index].folded}", index
        index += 1


def _as_object(scene: Scene, reference: Reference) -> Iterator[tuple[str, int]]:
    """The verb or noun before a reference, with the preposition between."""
    preposition = ""
    for index in range(reference.first - 1, scene.first - 1, -1):
        tag, word = scene.tags[index], scene.tokens[index].folded
        if tag in _HARD_STOPS:
            return
        if tag in ("IN", "TO") and not preposition:
            preposition = word
        elif tag.startswith("VB") or (preposition and tag in ("NN", "NNS")):
            yield f"object-of:{word}:{preposition}", index
            return
