"""Who fills the roles of a predicate: found by place, and weighed by distance.

A frame says where its holder and target stand ("agent", "object", "possessive", "after:of" …).
For each place the references are taken on the right side of the predicate, with the distance that
the sentence puts between (see `newsan.analyzers.stance.scene`).
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, replace

from newsan.analyzers.stance.clues import Clue
from newsan.analyzers.stance.phrases import NounPhrases
from newsan.analyzers.stance.scene import Reference, Scene
from newsan.analyzers.stance.syntax import Argument, Syntax
from newsan.rules import RuleSet

# How many tokens after a predicate its preposition may stand.
_PREPOSITION = 8
# How far back a clause may be whose subject is inherited.
_CLAUSE = 30
# What follows a predicate or its preposition this closely needs no tree.
_BESIDE = 0.5
_SUBJECT_PLACES = ("agent", "subject", "receiver")


@dataclass(frozen=True, slots=True)
class Filler:
    """A reference that may fill a role, and its distance from the predicate; `listed` when it
    goes on a list that begins there ("A, B and" C)."""

    reference: Reference
    distance: float
    listed: bool = False


class Linker:
    """Finds the fillers of a clue's roles, the nearest first."""

    def __init__(self, rules: RuleSet) -> None:
        table = rules.setting("stance.distance")
        self._coordinated: float = table["coordinated"]
        self._parenthesis: float = table["parenthesis"]
        self._inherited: float = table["inherited"]
        self._compound: float = table["compound"]
        self._phrases = NounPhrases(rules)
        self._syntax = Syntax(rules)
        self._elsewhere: Mapping[str, float] = rules.setting("stance.syntax")["elsewhere"]
        self._receivers = rules.lexicon("stance.receiving").entries
        self._expressing = rules.lexicon("stance.expressing").entries
        self._agent = rules.lexicon("stance.agent").entries
        self._auxiliary = rules.lexicon("stance.auxiliary").entries
        self._places: dict[str, Callable[[Scene, Clue], Iterator[Filler]]] = {
            "agent": self._as_agent,
            "subject": self._as_subject,
            "object": self._as_object,
            "theme": self._as_object,
            "possessive": self._as_possessor,
            "appositive": self._as_apposition,
            "receiver": self._as_receiver,
        }

    def fillers(self, scene: Scene, clue: Clue, role: str) -> list[Filler]:
        """The references that may fill a role of a clue, by distance."""
        found: dict[Reference, Filler] = {}
        for place in clue.frame.roles.get(role, ()):
            for filler in self._weighed(place, scene, clue, role):
                known = found.get(filler.reference)
                if known is None or filler.distance < known.distance:
                    found[filler.reference] = filler
        return sorted(found.values(), key=lambda filler: filler.distance)

    def _weighed(self, place: str, scene: Scene, clue: Clue, role: str) -> Iterator[Filler]:
        """The fillers of one place: by the tree where it has the phrase, else by the words.

        A name is no filler when it stands inside a phrase about something else, or in another
        clause; only mentions given from outside are, at a distance.
        """
        reach, owner = self._syntax.reach, role == "target"
        subject = place in _SUBJECT_PLACES
        arguments = list(self._arguments(place, scene, clue)) if scene.references else []
        for filler in self._candidates(place, scene, clue, arguments):
            near = not arguments or (filler.distance <= _BESIDE and not subject)
            if place == "agent" and clue.frame.pos == "noun" and not arguments:
                near = False  # a noun by itself has no agent
            whole = near and self._syntax.is_head(scene, filler.reference, clue.head)
            if not arguments:
                if filler.reference.given or whole:
                    yield filler
                continue
            reaches = [
                cost
                for argument in arguments
                if (cost := reach(scene, argument, filler.reference, owner)) is not None
            ]
            if reaches:
                yield replace(filler, distance=min(min(reaches), filler.distance))
            elif filler.reference.given:
                yield replace(filler, distance=filler.distance + self._elsewhere[role])
            elif whole:
                yield filler

    def _candidates(
        self, place: str, scene: Scene, clue: Clue, arguments: list[Argument]
    ) -> Iterator[Filler]:
        """The fillers of one place, with the phrases without a name that the tree gives."""
        yield from self._at(place, scene, clue)
        for argument in arguments:
            phrase = self._phrases.around(scene, argument.head)
            if (
                phrase
                and phrase.last <= clue.first
                and not self._syntax.is_named(scene, argument.head)
            ):
                yield Filler(phrase, argument.cost)

    def _arguments(self, place: str, scene: Scene, clue: Clue) -> Iterator[Argument]:
        """The phrases that the tree gives for a place."""
        kind, _, word = place.partition(":")
        tree, syntax = scene.tree, self._syntax
        if kind == "after":
            return syntax.obliques(scene, tree, clue.head, (word,))
        if kind == "possessive":
            return syntax.possessors(tree, clue.head)
        if kind == "agent" and clue.passive:
            return syntax.obliques(scene, tree, clue.head, self._agent)
        if kind in ("object", "theme") and not clue.passive:
            return syntax.objects(tree, clue.head)
        if kind == "agent" and clue.frame.pos == "noun":
            verb = self._governing(scene, clue, self._expressing)
            return syntax.subjects(scene, verb) if verb is not None else iter(())
        if kind == "receiver":
            verb = self._governing(scene, clue, self._receivers)
            return syntax.subjects(scene, verb) if verb is not None else iter(())
        if kind in ("agent", "subject", "object", "theme"):
            return syntax.subjects(scene, clue.head, clue.frame.pos == "phrase")
        return iter(())

    def _at(self, place: str, scene: Scene, clue: Clue) -> Iterator[Filler]:
        kind, _, word = place.partition(":")
        if kind == "after":
            return self._after(scene, clue, (word,))
        finder = self._places.get(place)
        return finder(scene, clue) if finder else iter(())

    def _as_agent(self, scene: Scene, clue: Clue) -> Iterator[Filler]:
        if clue.passive:
            return self._after(scene, clue, tuple(self._agent))
        return self._as_subject(scene, clue)

    def _as_object(self, scene: Scene, clue: Clue) -> Iterator[Filler]:
        if clue.passive:
            return self._as_subject(scene, clue)
        return self._right(scene, clue.last)

    def _after(self, scene: Scene, clue: Clue, words: tuple[str, ...]) -> Iterator[Filler]:
        """References after the first of these prepositions behind the predicate."""
        stop = min(clue.last + _PREPOSITION, scene.last)
        for index in range(clue.last, stop):
            if scene.tokens[index].folded in words:
                waiting = scene.distance(clue.last, index)
                for filler in self._right(scene, index + 1):
                    yield replace(filler, distance=filler.distance + waiting)
                return

    def _right(self, scene: Scene, start: int) -> Iterator[Filler]:
        phrase = self._phrases.at(scene, start)
        if phrase:
            yield Filler(phrase, 0)
        for reference in scene.after(start):
            listed = scene.listed(start, reference.first)
            if listed is None:
                yield Filler(reference, scene.distance(start, reference.first))
            else:
                yield Filler(reference, listed * self._coordinated, listed=True)

    def _as_subject(self, scene: Scene, clue: Clue) -> Iterator[Filler]:
        """References before the predicate, or before the clause whose subject it shares."""
        yield from self._left(scene, clue.first, 0)
        start, inherited = clue.first, 0.0
        for _ in range(2):
            earlier = self._clause_before(scene, start, scene.tags[clue.head] == "VBG")
            if earlier is None:
                return
            start, inherited = earlier, inherited + self._inherited
            yield from self._left(scene, start, inherited)

    def _left(self, scene: Scene, stop: int, base: float) -> Iterator[Filler]:
        phrase = self._phrases.before(scene, stop)
        if phrase:
            yield Filler(phrase, base)
        for reference in scene.before(stop):
            distance = scene.distance(reference.last, stop)
            if scene.is_parenthesis(reference.last, stop):
                distance = min(distance, self._parenthesis)
            yield Filler(reference, base + distance)

    def _clause_before(self, scene: Scene, start: int, participle: bool) -> int | None:
        """The start of the verb group that a coordinated or participial predicate follows."""
        if start - 1 < scene.first:
            return None
        joint = scene.tags[start - 1]
        if not (joint in ("CC", "TO") or (participle and joint in (",", "IN"))):
            return None
        for index in range(start - 2, max(scene.first, start - _CLAUSE) - 1, -1):
            if scene.tags[index] in ("VBD", "VBZ", "VBP"):
                return self._group_start(scene, index)
        return None

    def _group_start(self, scene: Scene, head: int) -> int:
        first = head
        while first > scene.first:
            tag, word = scene.tags[first - 1], scene.tokens[first - 1].folded
            if not (tag.startswith("RB") or tag == "MD" or word in self._auxiliary):
                break
            first -= 1
        return first

    def _as_possessor(self, scene: Scene, clue: Clue) -> Iterator[Filler]:
        """The reference whose 's, or whose name, stands before the noun: "X's (sharp) critics"."""
        start = clue.head
        while start > scene.first and scene.tags[start - 1] in _MODIFIERS:
            start -= 1
        for reference in scene.before(clue.head):
            if reference.last < start:
                return
            direct = scene.tags[reference.last - 1] == "PRP$" or reference.last < clue.head
            yield Filler(reference, 0 if direct else self._compound)

    def _as_receiver(self, scene: Scene, clue: Clue) -> Iterator[Filler]:
        """The subject of a verb that has somebody meet with what the noun says: "X drew fire"."""
        verb = self._governing(scene, clue, self._receivers)
        if verb is not None:
            yield from self._left(scene, self._group_start(scene, verb), 0)

    def _governing(self, scene: Scene, clue: Clue, verbs: Container[str]) -> int | None:
        """The verb of a list that governs a noun."""
        verb = scene.tree.head(clue.head)
        if verb < 0 or scene.tree.label(clue.head) not in _GOVERNED:
            return None
        return verb if scene.tokens[verb].folded in verbs else None

    def _as_apposition(self, scene: Scene, clue: Clue) -> Iterator[Filler]:
        """The name that the noun stands beside: "X, a critic of Y," or "Y's critic X"."""
        for reference in scene.after(clue.last):
            if reference.first == clue.last:
                yield Filler(reference, 0)
            return


_GOVERNED = frozenset(("obj", "obl", "xcomp"))
_MODIFIERS = frozenset(("POS", "JJ", "JJR", "JJS", "RB", "VBN", "VBG", "CD", "NN", "PRP$"))
