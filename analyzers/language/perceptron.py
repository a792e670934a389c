"""A linear classifier whose sums are cheap.

The weights of all classes for one feature are packed into one integer, a field of bits a class:
adding two integers adds the weights of all classes at once.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, count
from struct import Struct

# Bits of one class's score; a score stays within ±2^15.
FIELD = 16


class PackedWeights(dict[str, int]):
    """Feature → the weights of all classes in one integer, unpacked when first asked for.

    The arrays hold, for each feature in order, how many classes it has a weight for (`counts`),
    and for all of them in a row the class and the weight (`classes`, `values`).
    """

    def __init__(self, features: Iterable[str], arrays: Mapping[str, array[int]]) -> None:
        super().__init__()
        self._index = dict(zip(features, count()))
        self._ends = list(accumulate(arrays["counts"], initial=0))
        self._classes = arrays["classes"]
        self._values = arrays["values"]

    def __missing__(self, feature: str) -> int:
        place = self._index.get(feature)
        if place is None:
            return 0
        packed = 0
        for at in range(self._ends[place], self._ends[place + 1]):
            packed += self._values[at] << FIELD * self._classes[at]
        self[feature] = packed
        return packed


class Best:
    """Reads the best class from a packed sum."""

    def __init__(self, classes: Sequence[str], bits: int = FIELD) -> None:
        """`bits` is the width of a class's field: 16 or 32."""
        self.classes = list(classes)
        self._fields = Struct(f"<{len(classes)}{'H' if bits == 16 else 'I'}")
        self._zero = sum(1 << bits * place + bits - 1 for place in range(len(classes)))

    def of(self, total: int) -> str:
        """The class with the highest score; the first of equals."""
        scores = self._fields.unpack((total + self._zero).to_bytes(self._fields.size, "little"))
        return self.classes[scores.index(max(scores))]
