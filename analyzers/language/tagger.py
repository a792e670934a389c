"""Part-of-speech tags (Penn Treebank): a greedy averaged perceptron.

After Collins (2002). What depends on one word alone is summed once and kept.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Container, Mapping, Sequence
from functools import partial
from typing import Any

from newsan.analyzers.language import modelfile
from newsan.analyzers.language.perceptron import Best, PackedWeights

MODEL = "tagger.bin"

# Word types kept with their sums before memory is freed.
_KEPT = 20_000

START, END = "<s>", "</s>"
_DIGIT = re.compile(r"\d")
_RUN = re.compile(r"(.)\1+")
_SHAPE = re.compile(r"[^\W\d_]|\d")


def shape(word: str) -> str:
    """The outline of a word: "Xx" for Ann, "X.X." for U.S., "d,d" for 1,000."""
    outline = _SHAPE.sub(
        lambda m: "X" if m[0].isupper() else "d" if m[0].isdigit() else "x", word[:12]
    )
    return _RUN.sub(r"\1", outline)


def is_caseless(words: Sequence[str], small: Container[str]) -> bool:
    """Whether capitals say nothing: text in capitals, in Title Case, or all in lower case.

    `small` are the words that a headline in Title Case leaves in lower case.
    """
    letters = [word for word in words if word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in letters)
    lower = sum(word[0].islower() and word not in small for word in letters)
    return len(letters) > 3 and (capitals == 0 or (capitals > 3 and lower == 0))


def own_features(word: str, cased: bool) -> list[str]:
    """What a word says about its own tag."""
    lower = _DIGIT.sub("0", word.lower())
    outline = shape(word) if cased or not word[0].isalpha() else "?"
    return [
        "b",
        "w" + lower,
        "1" + lower[-1:],
        "2" + lower[-2:],
        "3" + lower[-3:],
        "4" + lower[-4:],
        "p" + lower[:1],
        "q" + lower[:3],
        "S" + outline,
        "T" + outline + lower[-2:],
    ]


def near_features(side: str, word: str, cased: bool) -> list[str]:
    """What a neighbour says; `side` is "-" for the one before, "+" for the one after."""
    lower = _DIGIT.sub("0", word.lower())
    outline = shape(word) if cased or not word[0].isalpha() else "?"
    return [side + "w" + lower, side + "3" + lower[-3:], side + "S" + outline]


def far_features(side: str, word: str, cased: bool) -> list[str]:
    """What the word two places away says."""
    return [side + side + _DIGIT.sub("0", word.lower())]


def tag_features(before: str, second: str, word: str) -> list[str]:
    """What the tags of the word before and of the second before say."""
    return ["t" + before, f"u{second} {before}", f"v{before} {_DIGIT.sub('0', word.lower())}"]


# What is summed once for each word: its place beside the word that is tagged → its features.
VIEWS: dict[int, Callable[[str, bool], list[str]]] = {
    0: own_features,
    -1: partial(near_features, "-"),
    1: partial(near_features, "+"),
    -2: partial(far_features, "-"),
    2: partial(far_features, "+"),
}


class _Sums(dict[str, int]):
    """Word → the sum of the packed weights of its features, seen from one place."""

    def __init__(
        self, weights: PackedWeights, features: Callable[[str, bool], list[str]], cased: bool
    ) -> None:
        super().__init__()
        self._weights = weights
        self._features = features
        self._cased = cased

    def __missing__(self, word: str) -> int:
        if len(self) > _KEPT:
            self.clear()
        weights = self._weights
        packed = self[word] = sum(weights[feature] for feature in self._features(word, self._cased))
        return packed


class Tagger:
    """Tags the words of a sentence; loaded once, used for every document."""

    def __init__(self, header: Mapping[str, Any], arrays: Mapping[str, array[int]]) -> None:
        self._sole: dict[str, str] = header["sole"]
        self._small = frozenset(header["small"])
        self._weights = PackedWeights(header["features"].split("\n"), arrays)
        self._best = Best(header["tags"])
        self._sums = {cased: self._views(cased) for cased in (True, False)}

    @classmethod
    def load(cls) -> Tagger:
        """The tagger that ships with newsan."""
        return cls(*modelfile.load(MODEL))

    def tag(self, words: Sequence[str]) -> list[str]:
        """The tag of every word of one sentence; curly marks in words count as straight ones."""
        cased = not is_caseless(words, self._small)
        own, before, after, second_before, second_after = self._sums[cased]
        padded = [START, START, *words, END, END]
        tags = [START, START]
        for place, word in enumerate(words, 2):
            tag = self._sole.get(word if cased else word.lower())
            if tag is None:
                total = (
                    own[word]
                    + before[padded[place - 1]]
                    + after[padded[place + 1]]
                    + second_before[padded[place - 2]]
                    + second_after[padded[place + 2]]
                )
                for feature in tag_features(tags[-1], tags[-2], word):
                    total += self._weights[feature]
                tag = self._best.of(total)
            tags.append(tag)
        return tags[2:]

    def _views(self, cased: bool) -> list[_Sums]:
        return [_Sums(self._weights, view, cased) for view in VIEWS.values()]
