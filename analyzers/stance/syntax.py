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
# What opens a clause about a noun.
_RELATIVES = frozenset(("WP", "WDT", "WP$"))
# Lexicons of nouns for people.
_PEOPLE = ("stance.group-noun", "people.role")
_DEEPEST = 6
# Relations by which a name is another form of its phrase's head, or is listed with it.
_SAME = frozenset(("flat", "appos", "conj"))
# Relations of a name inside a longer noun phrase ("Poland's" Tusk, the "Trump" administration).
_INSIDE = frozenset(("nmod", "nmod:poss", "compound", "amod"))
_PREMODIFYING = frozenset(("compound", "amod"))
_PARTS = _INSIDE | {"flat", "appos"}


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
        self._resumed = rules.lexicon("stance.resumed").entries
        nouns = [rules.lexicon(name).entries for name in _PEOPLE]
        self._people = frozenset(word for words in nouns for word in words)

    def subjects(self, scene: Scene, token: int, phrase: bool = False) -> Iterator[Argument]:
        """The subject of a predicate, or of the one above whose subject it shares.

        Of several the last counts: what stands before it is a dateline, a title or a possessor.
        """
        tree = scene.tree
        cost, sharing = 0.0, _PHRASE if phrase else _SHARING
        for _ in range(_DEEPEST):
            own = tree.children(token, *_SUBJECTS)
            above, label = tree.head(token), tree.label(token)
            if label in _NOUN_CLAUSES and above >= 0:
                yield Argument(self._antecedent(scene, token, above), cost)
                return
            if own:
                yield Argument(own[-1], cost)
                if label == "conj" and scene.tokens[own[-1]].folded in self._resumed:
                    yield from self._resumable(tree, above, cost)
                return
            if label not in sharing or above < 0:
                return
            token, cost = above, cost + self._shared

    def _resumable(self, tree: Tree, verb: int, cost: float) -> Iterator[Argument]:
        """The subject of a clause that the next one takes up by a pronoun."""
        subjects = tree.children(verb, *_SUBJECTS)
        if subjects:
            yield Argument(subjects[-1], cost + self._shared)

    def _antecedent(self, scene: Scene, verb: int, above: int) -> int:
        """What a clause about a noun is about: the noun phrase right before its relative pronoun,
        or what that phrase is a part of when the tree says so."""
        tree = scene.tree
        pronouns = [c for c in tree.children(verb) if scene.tags[c] in _RELATIVES]
        if not pronouns:
            return above
        token = pronouns[0] - 1
        while token > scene.first and scene.tags[token] in (",", "IN", "TO"):
            token -= 1
        if not scene.tags[token].startswith("NN"):
            return above
        while token != above and tree.label(token) in _PARTS and tree.head(token) >= 0:
            token = tree.head(token)
        return token

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

    def _is_thing(self, scene: Scene, head: int) -> bool:
        """Whether a noun names no people: what is said of it is said of its owner."""
        return scene.tags[head] in ("NN", "NNS") and scene.tokens[head].folded not in self._people

    def is_head(self, scene: Scene, reference: Reference, predicate: int) -> bool:
        """Whether a reference is the head of its noun phrase, or stands beside or is listed with
        the head, or depends on the predicate."""
        tree = scene.tree
        following = scene.tags[reference.last] if reference.last < scene.last else ""
        if following == "POS":
            return False
        for token in range(reference.first, reference.last):
            above = tree.head(token)
            if not reference.first <= above < reference.last:
                noun = above >= 0 and above != predicate and scene.tags[above].startswith("NN")
                label = tree.label(token)
                before_noun = label not in _PREMODIFYING or following.startswith(("NN", "JJ"))
                return not (noun and label in _INSIDE and before_noun)
        return True

    def is_named(self, scene: Scene, head: int) -> bool:
        """Whether a name stands in or beside the phrase of a common noun ("the mayor, Ana Ray")."""
        tree = scene.tree
        return any(
            tree.head(token) == head and tree.label(token) in ("flat", "appos")
            for reference in scene.references
            for token in range(reference.first, reference.last)
        )

    def reach(
        self, scene: Scene, argument: Argument, reference: Reference, owner: bool = False
    ) -> float | None:
        """The distance of a reference from an argument; None when it is no part of its phrase, or
        when the phrase is about something else. With `owner` a thing stands for whose it is."""
        tree = scene.tree
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
                label = tree.label(token)
                owned = owner and label == "nmod:poss" and self._is_thing(scene, above)
                if not (reference.given or owned or label in _SAME):
                    return None
                cost += self._hops.get(tree.label(token), self._hop)
            token = above
        return None
