"""Dependencies: a greedy arc-hybrid parser with hashed weights, and a labeller after it."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

from newsan.analyzers.language import modelfile
from newsan.analyzers.language.labeller import Arcs, Labeller
from newsan.analyzers.language.transitions import LEFT, RIGHT, SHIFT, Configuration, Sentence

MODEL = "parser.bin"

# A slot holds two weights in one integer: how much better left is than shift, and above it, from
# this bit on, how much better right is than shift.
FIELD = 16
_MASK, _HALF = (1 << FIELD) - 1, 1 << FIELD - 1


class Parser:
    """Finds the heads and relations of a sentence; loaded once, used for every document."""

    def __init__(self, header: Mapping[str, Any], arrays: Mapping[str, array[int]]) -> None:
        self._vocabulary = frozenset(header["vocabulary"].split("\n"))
        self._weights = arrays["weights"]
        self._labeller = Labeller(header, arrays)

    @classmethod
    def load(cls) -> Parser:
        """The parser that ships with newsan."""
        return cls(*modelfile.load(MODEL))

    def parse(self, words: Sequence[str], tags: Sequence[str]) -> tuple[list[int], list[str]]:
        """The head of every word of one sentence (its position, −1 at the root) and its relation;
        curly marks in words count as straight ones."""
        heads = self.heads(words, tags)
        arcs = Arcs(words, tags, heads, self._vocabulary)
        labels = self._labeller.label(arcs, len(words))
        return [head if head < len(words) else -1 for head in heads], labels

    def heads(self, words: Sequence[str], tags: Sequence[str]) -> list[int]:
        """The head of every word; that of the root is the position after the last word."""
        state = Configuration(Sentence(words, tags, self._vocabulary))
        weights = self._weights
        while not state.is_final():
            may_shift, may_left, may_right = state.allowed()
            if may_left + may_right + may_shift == 1:
                state.apply(SHIFT if may_shift else LEFT if may_left else RIGHT)
                continue
            total = sum(itemgetter(*state.slots())(weights))
            left = (total + _HALF & _MASK) - _HALF
            right = total - left >> FIELD
            if may_right and right > left and (right > 0 or not may_shift):
                state.apply(RIGHT)
            elif may_left and (left > 0 or not may_shift):
                state.apply(LEFT)
            else:
                state.apply(SHIFT if may_shift else RIGHT)
        return state.heads[: len(words)]
