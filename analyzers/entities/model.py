"""The names model: weights of attributes, and the best sequence of labels under them.

A first-order linear-chain model (Lafferty, McCallum and Pereira 2001) over the labels O, B-x and
I-x, trained by `benchmarks/train_names.py`. Weights are signed bytes, one row of labels an
attribute; attributes are known by their hashes.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from newsan.analyzers.entities.table import TextTable, order, pack
from newsan.analyzers.language import modelfile

MODEL = "names.bin"

_BITS = 32
_HALF = 1 << (_BITS - 1)


class NamesModel:
    """Weights, read from a file by `read`."""

    def __init__(
        self,
        labels: Sequence[str],
        transitions: Sequence[Sequence[int]],
        attributes: TextTable,
        rows: array[int],
    ) -> None:
        """`transitions[a][b]` is the score of label b after a; `rows` holds for each attribute
        the weights of all labels."""
        self.labels = tuple(labels)
        self._attributes = attributes
        self._rows = rows
        self._packed: dict[str, int] = {}
        width = len(self.labels)
        self._format = struct.Struct(f"<{width}I")
        self._offset = sum(_HALF << (_BITS * i) for i in range(width))
        self._starts = [i for i, label in enumerate(self.labels) if not label.startswith("I-")]
        self._inner = [
            (i, self.labels.index("B-" + label[2:]))
            for i, label in enumerate(self.labels)
            if label.startswith("I-")
        ]
        self._columns = [[row[b] for row in transitions] for b in range(width)]

    def packed(self, attribute: str) -> int:
        """The weights of one attribute for all labels, packed in one integer so that one addition
        adds them all; 0 for an unknown attribute."""
        known = self._packed.get(attribute)
        if known is None:
            at = self._attributes.row(attribute)
            if at < 0:
                return 0
            width = len(self.labels)
            row = self._rows[at * width : (at + 1) * width]
            known = sum(weight << (_BITS * i) for i, weight in enumerate(row) if weight)
            self._packed[attribute] = known
        return known

    def sum(self, attributes: Iterable[str]) -> int:
        """The packed weights of several attributes."""
        return sum(map(self.packed, attributes))

    def best(self, scores: Sequence[int]) -> list[int]:
        """The labels (by index) of the best sequence for packed scores, one a token (Viterbi)."""
        unpack, offset, size = self._format.unpack, self._offset, self._format.size
        columns, starts, inner = self._columns, self._starts, self._inner
        width = len(self.labels)
        back: list[list[int]] = []
        state = [0] * width
        for step, packed in enumerate(scores):
            local = unpack((packed + offset).to_bytes(size, "little"))
            if step == 0:
                state = [local[i] if i in starts else -_HALF for i in range(width)]
                continue
            origin = [0] * width
            new = [0] * width
            for label in starts:
                reach = [a + b for a, b in zip(state, columns[label], strict=True)]
                top = max(reach)
                origin[label] = reach.index(top)
                new[label] = top + local[label]
            for label, begin in inner:
                column = columns[label]
                stay, enter = state[label] + column[label], state[begin] + column[begin]
                origin[label], top = (label, stay) if stay > enter else (begin, enter)
                new[label] = top + local[label]
            back.append(origin)
            state = new
        if not scores:
            return []
        path = [state.index(max(state))]
        for origin in reversed(back):
            path.append(origin[path[-1]])
        path.reverse()
        return path


def read_model() -> NamesModel:
    """The names model that ships with newsan."""
    header, arrays = modelfile.load(MODEL)
    table = TextTable(arrays)
    return NamesModel(header["labels"], header["transitions"], table, arrays["weights"])


def write_model(
    path: Path,
    labels: Sequence[str],
    transitions: Mapping[tuple[str, str], float],
    weights: Mapping[str, Mapping[str, float]],
    scale: float,
) -> None:
    """Write a model file; weights are multiplied by `scale`, rounded and clipped to a byte."""
    attributes = order(weights)
    rows = array("b")
    for name in attributes:
        rows.extend(
            max(-127, min(127, round(weights[name].get(label, 0.0) * scale))) for label in labels
        )
    table = [[round(transitions.get((a, b), 0.0) * scale) for b in labels] for a in labels]
    header = {"labels": labels, "transitions": table}
    modelfile.save(path, header, {**pack(attributes), "weights": rows})
