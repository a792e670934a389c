"""What is said of somebody: predications that are good or bad for their subject.

"X is a pragmatist" calls X by a good word; "X do not want peace" denies X a good aim; "X destroys
jobs" has X do harm. Whose stance it is depends on the voice: the speaker's inside a quotation, the
author's outside.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from newsan.analyzers.language.tree import Tree
from newsan.analyzers.stance.scene import Reference, Scene
from newsan.analyzers.stance.valence import Valence
from newsan.rules import RuleSet

_SUBJECTS = ("nsubj", "nsubj:pass")
_MODIFIERS = ("amod", "compound", "nmod", "advmod", "acl", "conj")
# The rule of a predicate that is good or bad by itself ("X is a fraud", "X failed").
SAID = "stance.said"
_GROUP = ("aux", "cop", "neg")
_AIMS = ("obj", "xcomp", "ccomp", "obl")


@dataclass(frozen=True, slots=True)
class Appraisal:
    """A predication about `target` at tokens `first` to `last`, with its `value` from −1 to 1."""

    rule: str
    first: int
    last: int
    target: Reference
    value: float
    negated: bool


class Appraiser:
    """Finds the predications of a sentence that are good or bad for their subjects."""

    def __init__(self, rules: RuleSet, valence: Valence) -> None:
        self._valence = valence
        self._pursuing = rules.lexicon("stance.pursuing").entries
        self._harming = rules.lexicon("stance.harming").entries
        self._negation = rules.lexicon("stance.negation").entries

    def appraisals(self, scene: Scene) -> Iterator[Appraisal]:
        """All predications with a value, by their subjects; a coordinated subject counts once
        for each of its parts."""
        tree = scene.tree
        for token in range(scene.first, scene.last):
            if tree.label(token) not in _SUBJECTS:
                continue
            predicate = tree.head(token)
            rule, value, last = self._predication(scene, tree, predicate)
            if not value:
                continue
            negated = self._is_negated(scene, tree, predicate)
            first = min((predicate, *tree.children(predicate, *_GROUP)))
            for reference in self._parties(scene, tree, token):
                sign = -value if negated else value
                yield Appraisal(rule, first, last, reference, sign, negated)

    def _parties(self, scene: Scene, tree: Tree, head: int) -> Iterator[Reference]:
        """The references that the subject is, or whose list begins with it."""
        heads = {head, *tree.children(head, "conj")}
        for reference in scene.references:
            inside = range(reference.first, reference.last)
            if any(h in inside for h in heads) or self._names(scene, tree, reference, heads):
                yield reference

    def _names(self, scene: Scene, tree: Tree, reference: Reference, heads: set[int]) -> bool:
        """Whether a subject is called by a name before it: "the Finch regime"."""
        token = reference.last - 1
        return tree.head(token) in heads and tree.label(token) in ("compound", "amod", "nmod:poss")

    def _predication(self, scene: Scene, tree: Tree, head: int) -> tuple[str, float, int]:
        """The rule, the value without negation, and the end of a predication."""
        word = scene.tokens[head].folded
        if not scene.tags[head].startswith("VB"):
            return SAID, self._phrase(scene, tree, head), head + 1
        aims = tree.children(head, *_AIMS)
        aim = sum(self._phrase(scene, tree, child) for child in aims)
        last = max([head, *aims]) + 1
        if word in self._pursuing:
            return "stance.pursuing", aim, last
        if word in self._harming:
            return "stance.harming", -aim if aim < 0 else -1.0, last
        return SAID, self._own(scene, head), head + 1

    def _own(self, scene: Scene, token: int) -> float:
        return self._valence.plain(scene, token)

    def _phrase(self, scene: Scene, tree: Tree, head: int) -> float:
        """The value of a phrase: its head's and its modifiers'."""
        value = self._own(scene, head)
        for child in tree.children(head, *_MODIFIERS):
            value += self._own(scene, child)
        return value

    def _is_negated(self, scene: Scene, tree: Tree, predicate: int) -> bool:
        words = [scene.tokens[c].folded for c in tree.children(predicate, "advmod", "det", "neg")]
        return any(word in self._negation for word in words)
