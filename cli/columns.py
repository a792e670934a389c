"""Rows of text in columns, for lists on a terminal and in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from shutil import get_terminal_size


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Rows as lines, each column as wide as its widest cell. On a screen a line that is too long
    ends with an ellipsis; in a pipe it stays whole."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    room = get_terminal_size().columns if sys.stdout.isatty() else None
    lines = []
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        line = "  ".join(cells).rstrip()
        lines.append(line if room is None or len(line) <= room else line[: room - 1] + "…")
    return "".join(line + "\n" for line in lines)
