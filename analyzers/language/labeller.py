"""Dependency relations: a classifier that names the arcs of a tree, from left to right."""

from __future__ import annotations

from array import array
from collections.abc import Container, Mapping, Sequence
from typing import Any

from newsan.analyzers.language.perceptron import Best, PackedWeights
from newsan.analyzers.language.transitions import word_key
from newsan.analyzers.language.tree import ROOT

_VERBAL = ("VB", "MD")
_NEAR = (1, 2, 3, 5, 8)


class Arcs:
    """A sentence with its heads, as the features see it.

    `heads` are positions in the sentence, counted from 0; the root's head is the position after
    the last word. `labels` fill up from left to right.
    """

    def __init__(
        self,
        words: Sequence[str],
        tags: Sequence[str],
        heads: Sequence[int],
        vocabulary: Container[str],
    ) -> None:
        size = len(words)
        self.words = [*(word_key(word, vocabulary) for word in words), ROOT, ""]
        self.tags = [*tags, ROOT, ""]
        self.heads = [*heads, size + 1, size + 1]
        self.first_child = [size + 1] * (size + 2)
        self.last_child = [size + 1] * (size + 2)
        self.auxiliary = [size + 1] * (size + 2)
        self.latest = [""] * (size + 2)
        for child, head in enumerate(heads):
            if self.first_child[head] > size:
                self.first_child[head] = child
            self.last_child[head] = child
            if child < head and tags[child].startswith(_VERBAL):
                self.auxiliary[head] = child

    def kind(self, child: int) -> str:
        """What alone often settles the relation: both tags and the direction."""
        head = self.heads[child]
        return f"{self.tags[head]} {self.tags[child]} {'<' if child < head else '>'}"

    def features(self, child: int) -> list[str]:
        words, tags = self.words, self.tags
        head = self.heads[child]
        above = self.heads[head]
        word, tag, head_word, head_tag = words[child], tags[child], words[head], tags[head]
        way = "<" if child < head else ">"
        kind = f"{way}{head_tag} {tag} "
        first = self.first_child[child]
        first_word, auxiliary = words[first], words[self.auxiliary[head]]
        latest = self.latest[head]
        distance = sum(abs(head - child) > near for near in _NEAR)
        before, after = tags[child - 1], tags[child + 1]
        return [
            "a" + kind,
            f"b{way}{head_tag} {word}",
            f"c{way}{tag} {head_word}",
            f"d{head_word} {word}",
            f"e{kind}{first_word}",
            f"f{head_word} {first_word} {tag}",
            f"g{kind}{latest}",
            f"h{kind}{distance}",
            f"i{tag} {before} {after} {way}",
            f"j{kind}{tags[above]} {'<' if head < above else '>'}",
            f"k{kind}{auxiliary}",
            f"l{way}{word} {latest}",
            f"m{kind}{tags[self.last_child[child]]}",
            f"n{word} {first_word}",
            f"o{kind}{tags[head + 1] if child > head else after}",
            f"p{kind}{tags[first]} {latest}",
            f"q{head_tag} {first_word} {auxiliary}",
            f"r{kind}{before}",
            f"s{tag} {words[child - 1]} {way}",
        ]

    def give(self, child: int, label: str) -> None:
        self.latest[self.heads[child]] = label


class Labeller:
    """Names the arcs of a sentence; loaded once, used for every document."""

    def __init__(self, header: Mapping[str, Any], arrays: Mapping[str, array[int]]) -> None:
        self._sole: dict[str, str] = header["sole"]
        self._weights = PackedWeights(header["features"].split("\n"), arrays)
        self._best = Best(header["labels"])

    def label(self, arcs: Arcs, length: int) -> list[str]:
        """The relation of each of the first `length` words to its head."""
        labels = []
        weights = self._weights
        for child in range(length):
            if arcs.heads[child] == length:
                label = ROOT
            else:
                label = self._sole.get(arcs.kind(child)) or self._best.of(
                    sum(weights[feature] for feature in arcs.features(child))
                )
            arcs.give(child, label)
            labels.append(label)
        return labels
