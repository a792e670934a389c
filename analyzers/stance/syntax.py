"""What a dependency tree says of a predicate's subject, object and prepositional phrases.

Each argument is the head of a phrase; how far a name lies from it is counted in the relations on
the way ("Ohio's governor" is one possessive from Ohio). The costs stand in `stance.syntax`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from newsan.analyzers.language.tree import Tree
from newsan.analyzers.stance.scene import Reference, Scene
from newsan.rules import RuleSet

_SUBJECTS = ("nsubj", "nsubj:pass", "csubj")
_OBJECTS = ("obj", "iobj")
_OBLIQUES = ("obl", "obl:agent", "nmod", "obl:tmod", "advcl", "acl")
# Relations of a predicate without a subject of its own to the one whose subject it shares: a
# coordinated or open clause, and a noun to its verb ("she renewed her criticism").
_SHARING = frozenset(("conj", "xcomp", "advcl", "obj"))
# A fixed phrase may stand in any relation to its verb ("came under fire").
_PHRASE = _SHARING | {"obl", "nmod"}
_NOUN_CLAUSES = frozenset(("acl", "acl:relcl"))
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Argument:
    """The head token of a phrase that fills a role, and what it costs to say so."""

    head: int
    cost: float


class Syntax:
    """Finds arguments in trees."""

    def __init__(self, rules: RuleSet) -> None:
        table = rules.setting("stance.syntax")
        self._hops: Mapping[str, float] = table["hops"]
        self._hop: float = table["hop"]
        self._shared: float = table["shared"]

    def subjects(self, tree: Tree, token: int, phrase: bool = False) -> Iterator[Argument]:
        """The subject of a predicate, or of the one above whose subject it shares."""
        cost, sharing = 0.0, _PHRASE if phrase else _SHARING
        for _ in range(_DEEPEST):
            own = tree.child(token, *_SUBJECTS)
            above, label = tree.head(token), tree.label(token)
            if label in _NOUN_CLAUSES and above >= 0:
                yield Argument(above, cost)
                return
            if own is not None:
                yield Argument(own, cost)
                return
            if label not in sharing or above < 0:
                return
            token, cost = above, cost + self._shared

    def objects(self, tree: Tree, token: int) -> Iterator[Argument]:
        """The direct objects of a predicate."""
        for child in tree.children(token, *_OBJECTS):
            yield Argument(child, 0.0)

    def obliques(
        self, scene: Scene, tree: Tree, token: int, words: Collection[str]
    ) -> Iterator[Argument]:
        """The phrases after one of these prepositions that belong to a predicate."""
        for child in tree.children(token, *_OBLIQUES):
            cases = tree.children(child, "case", "mark")
            if any(scene.tokens[case].folded in words for case in cases):
                yield Argument(child, 0.0)

    def possessors(self, tree: Tree, token: int) -> Iterator[Argument]:
        """Whose the thing is that a noun names."""
        for child in tree.children(token, "nmod:poss"):
            yield Argument(child, 0.0)

    def reach(self, tree: Tree, argument: Argument, reference: Reference) -> float | None:
        """The distance of a reference from an argument; None when it is no part of its phrase."""
        if reference.first <= argument.head < reference.last:
            return argument.cost
        cost = argument.cost
        token = reference.last - 1
        for _ in range(_DEEPEST + reference.last - reference.first):
            if token == argument.head:
                return cost
            above = tree.head(token)
            if above < 0:
                return None
            if not reference.first <= above < reference.last:
                cost += self._hops.get(tree.label(token), self._hop)
            token = above
        return None
