"""Learns the weights of `newsan.analyzers.language.perceptron`: an averaged perceptron."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from struct import Struct

from newsan.analyzers.language.perceptron import Best

_NARROW, _WIDE = 32, 64  # bits of a weight, and of its sum over time


class Perceptron:
    """Weights of every class for a fixed set of features, packed while they are learned too."""

    def __init__(self, classes: Sequence[str], features: Iterable[str]) -> None:
        self.classes = list(classes)
        self._place = {name: place for place, name in enumerate(classes)}
        self._weights = dict.fromkeys(features, 0)
        self._sums: dict[str, int] = defaultdict(int)
        self._time = 0
        self._best = Best(classes, _NARROW)

    def known(self, features: Iterable[str]) -> list[str]:
        """Those of the features that have weights."""
        return [feature for feature in features if feature in self._weights]

    def learn(self, features: Sequence[str], gold: str) -> str:
        """The class that the weights give; when it is wrong, the weights are moved."""
        guess = self._best.of(sum(map(self._weights.__getitem__, features)))
        self._time += 1
        if guess != gold:
            right, wrong = self._place[gold], self._place[guess]
            step = (1 << _NARROW * right) - (1 << _NARROW * wrong)
            wide = self._time * ((1 << _WIDE * right) - (1 << _WIDE * wrong))
            for feature in features:
                self._weights[feature] += step
                self._sums[feature] += wide
        return guess

    def compact(self, smallest: float, scale: float) -> tuple[str, dict[str, array[int]]]:
        """The features, one a line, and their averaged weights as a model file holds them.

        Weights under `smallest` are left out, the others multiplied by `scale` and rounded to a
        byte.
        """
        features: list[str] = []
        counts, classes, values = array("B"), array("B"), array("b")
        for feature in sorted(self._weights):
            means = self._means(feature)
            kept = [(place, mean) for place, mean in enumerate(means) if abs(mean) >= smallest]
            if kept:
                features.append(feature)
                counts.append(len(kept))
                classes.extend(place for place, _ in kept)
                values.extend(max(-127, min(127, round(mean * scale))) for _, mean in kept)
        return "\n".join(features), {"counts": counts, "classes": classes, "values": values}

    def _means(self, feature: str) -> list[float]:
        """The mean weight of every class over all steps."""
        now = _fields(self._weights[feature], _NARROW, len(self.classes))
        past = _fields(self._sums[feature], _WIDE, len(self.classes))
        return [a - b / self._time for a, b in zip(now, past, strict=True)]


def _fields(packed: int, bits: int, number: int) -> list[int]:
    """The signed numbers of a packed integer."""
    layout = Struct(f"<{number}{'I' if bits == 32 else 'Q'}")
    zero = sum(1 << bits * place + bits - 1 for place in range(number))
    raw = layout.unpack((packed + zero).to_bytes(layout.size, "little"))
    return [value - (1 << bits - 1) for value in raw]
