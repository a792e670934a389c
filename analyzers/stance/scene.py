"""A sentence as stance sees it: its tokens, who is spoken of in it, and what stands between.

What stands between a predicate and a name says how sure the link is, so every token has a cost,
and the distance of two places is the sum of the costs between them (`stance.distance`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from newsan.analyzers.document import Sentence, Token
from newsan.analyzers.findings import Party, Piece
from newsan.analyzers.language.tree import Tree
from newsan.rules import RuleSet

if TYPE_CHECKING:
    from newsan.analyzers.language import Language

# The share of capitalised words that makes a headline.
_HEADLINE = 0.7
# What may stand between the names of a list, and at both ends of a parenthesis.
_LIST = frozenset((",", "CC", "DT"))
_PARENTHESIS = frozenset((",", ":", "-LRB-", "-RRB-"))


@dataclass(frozen=True, slots=True)
class Reference:
    """Somebody spoken of at tokens `first` up to but not including `last`.

    `key` is the same for all references to one party. A reference that is `given` from outside
    may fill a role from inside a longer phrase ("Ohio's" governor); others must be its head.
    """

    first: int
    last: int
    key: str
    party: Party
    given: bool = False


@dataclass(frozen=True)
class Costs:
    """What a token between a predicate and a name adds to their distance."""

    tags: Mapping[str, float]
    words: Mapping[str, float]
    name: float
    default: float

    @classmethod
    def of(cls, rules: RuleSet) -> Costs:
        """The costs that the `stance` pack sets."""
        table = rules.setting("stance.distance")
        return cls(table["tags"], table["words"], table["name"], table["word"])

    def token(self, tag: str, word: str) -> float:
        """The cost of one token (its folded text) that belongs to no name."""
        cost = self.words.get(word)
        if cost is None:
            cost = self.tags.get(tag, self.default)
        return cost


class Scene:
    """One sentence, the references in it, and the distances between its tokens.

    Token indices are absolute, as in the language layer.
    """

    def __init__(
        self,
        language: Language,
        sentence: Sentence,
        references: Iterable[Reference],
        costs: Costs,
    ) -> None:
        self.language = language
        self.tokens: Sequence[Token] = language.tokens
        self.tags: Sequence[str] = language.tags
        self.sentence = sentence
        self.first, self.last = sentence.first, sentence.last
        inside = (r for r in references if self.first <= r.first and r.last <= self.last)
        self.references = sorted(inside, key=lambda r: (r.first, -r.last))
        self._sums = [0.0, *accumulate(self._costs(costs))]

    def _costs(self, costs: Costs) -> Iterator[float]:
        """The cost of each token; a name costs once, at its first token."""
        inside = {i for r in self.references for i in range(r.first + 1, r.last)}
        starts = {r.first for r in self.references}
        name_before = False
        for index in range(self.first, self.last):
            is_name = self.tags[index].startswith("NNP")
            if index in starts:
                yield costs.name
            elif index in inside or (is_name and name_before):
                yield 0
            elif is_name:
                yield costs.name
            else:
                yield costs.token(self.tags[index], self.tokens[index].folded)
            name_before = is_name or index in inside or index in starts

    def distance(self, first: int, last: int) -> float:
        """The cost of the tokens from `first` up to but not including `last`."""
        return self._sums[last - self.first] - self._sums[first - self.first]

    @cached_property
    def tree(self) -> Tree:
        """The sentence's dependency tree; parsed when it is first asked for."""
        return self.language.tree(self.language.sentence_at(self.first))

    def before(self, index: int) -> Iterator[Reference]:
        """The references that end at or before a token, the nearest first."""
        return (r for r in reversed(self.references) if r.last <= index)

    def after(self, index: int) -> Iterator[Reference]:
        """The references that begin at or after a token, the nearest first."""
        return (r for r in self.references if r.first >= index)

    def piece(self, first: int, last: int) -> Piece:
        """Tokens `first` to `last` as a stretch of the article."""
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        return Piece(start=start, end=end, text=self.language.document.text[start:end])

    def is_name(self, index: int) -> bool:
        """Whether a token belongs to a name."""
        return self.tags[index].startswith("NNP")

    @cached_property
    def is_headline(self) -> bool:
        """Whether most words of the sentence are capitalised, so that tags say little."""
        words = [t.text for t in self.tokens[self.first : self.last] if t.text[0].isalpha()]
        capitals = sum(word[0].isupper() for word in words)
        return len(words) > 3 and capitals >= _HEADLINE * len(words)

    @property
    def is_question(self) -> bool:
        """Whether the sentence ends in a question mark."""
        return any(t.text == "?" for t in self.tokens[max(self.first, self.last - 2) : self.last])

    def listed(self, first: int, last: int) -> int | None:
        """How many names a list has that fills the tokens `first` to `last` and goes on after
        them ("A, B and" C); None when something else stands there."""
        names = 0
        name_before = False
        covered = {i for r in self.references for i in range(r.first, r.last)}
        for index in range(first, last):
            is_name = index in covered or self.is_name(index)
            if is_name and not name_before:
                names += 1
            elif not is_name and self.tags[index] not in _LIST:
                return None
            name_before = is_name
        return names or None

    def is_parenthesis(self, first: int, last: int) -> bool:
        """Whether the tokens are a stretch between two commas, dashes or brackets."""
        if last - first < 3:
            return False
        return self.tags[first] in _PARENTHESIS and self.tags[last - 1] in _PARENTHESIS

    def gap(self, reference: Reference, index: int) -> float:
        """The distance between a reference and a token outside it; 0 inside."""
        if index >= reference.last:
            return self.distance(reference.last, index)
        if index < reference.first:
            return self.distance(index + 1, reference.first)
        return 0.0
