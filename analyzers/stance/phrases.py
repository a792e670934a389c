"""Groups and things that have no name: "European countries", "the deal"."""

from __future__ import annotations

from newsan.analyzers.findings import Party
from newsan.analyzers.stance.scene import Reference, Scene
from newsan.rules import RuleSet

_PREMODIFIERS = frozenset(
    (
        "DT",
        "PRP$",
        "JJ",
        "JJR",
        "JJS",
        "CD",
        "NN",
        "NNS",
        "NNP",
        "NNPS",
        "POS",
        "VBN",
        "VBG",
        "HYPH",
    )
)
_HEADS = frozenset(("NN", "NNS"))
# A noun phrase longer than this is a mistake of the tags.
_LONGEST = 8


class NounPhrases:
    """Finds the common noun phrase that stands right at a place, as a reference to a party.

    A phrase whose last word belongs to a name is that name's business and isn't found here.
    """

    def __init__(self, rules: RuleSet) -> None:
        self._people = rules.lexicon("stance.group-noun").entries
        self._relatives = rules.lexicon("stance.relative").entries
        self._negation = rules.lexicon("stance.negation").entries
        self._determiners = rules.lexicon("stance.determiner").entries

    def before(self, scene: Scene, stop: int) -> Reference | None:
        """The group of people that ends right before a token, as the subject of a verb does."""
        stop = self._antecedent(scene, stop)
        head = stop - 1
        if head < scene.first:
            return None
        return self.around(scene, head)

    def _antecedent(self, scene: Scene, stop: int) -> int:
        """The end of what a relative pronoun right before a token stands for."""
        if stop - 1 > scene.first and scene.tokens[stop - 1].folded in self._relatives:
            stop -= 1
            if scene.tags[stop - 1] == ",":
                stop -= 1
        return stop

    def at(self, scene: Scene, start: int) -> Reference | None:
        """The group or thing whose noun phrase begins right at a token, as an object does."""
        last = start
        while last < min(scene.last, start + _LONGEST) and scene.tags[last] in _PREMODIFIERS:
            last += 1
        while last > start and scene.tags[last - 1] not in _HEADS:
            last -= 1
        return self._reference(scene, start, last) if last > start else None

    def around(self, scene: Scene, head: int) -> Reference | None:
        """The group or thing whose noun phrase has this head, with the words before it."""
        if scene.tags[head] not in _HEADS:
            return None
        first = head
        while (
            first > max(scene.first, head + 1 - _LONGEST) and scene.tags[first - 1] in _PREMODIFIERS
        ):
            first -= 1
        return self._reference(scene, first, head + 1)

    def _reference(self, scene: Scene, first: int, last: int) -> Reference | None:
        if any(r.first < last <= r.last for r in scene.references):
            return None
        if scene.tokens[first].folded in self._negation:
            return None  # "no one"
        plain = first
        while plain < last - 1 and scene.tokens[plain].folded in self._determiners:
            plain += 1
        piece = scene.piece(first, last)
        kind = "group" if scene.tokens[last - 1].folded in self._people else "thing"
        key = " ".join(token.folded for token in scene.tokens[plain:last])
        return Reference(
            first,
            last,
            f"{kind}:{key}",
            Party(mention=piece, entity=None, name=piece.text, kind=kind),
        )
