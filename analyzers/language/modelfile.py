"""Trained models on disk: a JSON header and named arrays of numbers, compressed together."""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

_LENGTH = 4  # bytes that hold the header's length


def save(path: Path, header: Mapping[str, Any], arrays: Mapping[str, array[int]]) -> None:
    """Write a model; the same content gives the same bytes."""
    directory = [[name, values.typecode, len(values)] for name, values in arrays.items()]
    head = json.dumps({**header, "arrays": directory}, ensure_ascii=False, sort_keys=True).encode()
    body = b"".join(_little_endian(values).tobytes() for values in arrays.values())
    content = len(head).to_bytes(_LENGTH, "little") + head + body
    path.write_bytes(zlib.compress(content, 9))


def load(name: str) -> tuple[dict[str, Any], dict[str, array[int]]]:
    """The header and the arrays of a model that ships with newsan, by its file's name."""
    content = memoryview(
        zlib.decompress(files("newsan.analyzers").joinpath("models", name).read_bytes())
    )
    start = _LENGTH + int.from_bytes(content[:_LENGTH], "little")
    header: dict[str, Any] = json.loads(bytes(content[_LENGTH:start]))
    arrays: dict[str, array[int]] = {}
    for key, typecode, length in header.pop("arrays"):
        values: array[int] = array(typecode)
        end = start + length * values.itemsize
        values.frombytes(content[start:end])
        arrays[key] = _little_endian(values)
        start = end
    return header, arrays


def _little_endian(values: array[int]) -> array[int]:
    if sys.byteorder == "big":
        values = values[:]
        values.byteswap()
    return values
