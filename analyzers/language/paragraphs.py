"""Paragraphs: what a line break means.

A blank line always ends a paragraph. A single line break ends one too, unless the lines were
wrapped at a column: then a line is about as long as it could be (the next line's first word would
not have fitted on it any more), and lines begin in the middle of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from newsan.analyzers.document import Span

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_BLANK = re.compile(r"(?:\r\n|[\n\r\x85\u2028])[^\S\n\r]*(?:\r\n|[\n\r\x85\u2028])|[\v\f\u2029]")
_FIRST_WORD = re.compile(r"\S+")

# Widths at which people and programs wrap text; shorter lines are headings, longer paragraphs.
_NARROWEST, _WIDEST = 50, 120
# Share of a block's line breaks that must look wrapped before any counts as wrapped.
_WRAPPED = 0.6


def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of a text, without the spaces around them, in order."""
    found: list[Span] = []
    for block in _blocks(text):
        first = block[0]
        soft = _soft_breaks(text, block)
        for (line, following), joined in zip(pairwise(block), soft, strict=True):
            if not joined:
                found.append(Span(first.start, line.end))
                first = following
        found.append(Span(first.start, block[-1].end))
    return tuple(found)


def _blocks(text: str) -> Iterator[list[Span]]:
    """The runs of lines between blank lines; lines are without the spaces around them."""
    block: list[Span] = []
    for match in _LINE.finditer(text):
        line = _stripped(text, match.start(), match.end())
        if line is None:
            continue
        if block and _BLANK.search(text, block[-1].end, line.start):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _stripped(text: str, start: int, end: int) -> Span | None:
    line = text[start:end]
    start += len(line) - len(line.lstrip())
    end -= len(line) - len(line.rstrip())
    return Span(start, end) if start < end else None


def _soft_breaks(text: str, block: list[Span]) -> list[bool]:
    """For every line break of a block: does the paragraph go on after it?"""
    width = max(line.end - line.start for line in block)
    if not _NARROWEST <= width <= _WIDEST:
        return [False] * (len(block) - 1)
    full = [_is_full(text, line, following, width) for line, following in pairwise(block)]
    mid_sentence = any(
        joined and text[following.start].islower()
        for joined, following in zip(full, block[1:], strict=True)
    )
    wrapped = mid_sentence and sum(full) >= _WRAPPED * len(full)
    return full if wrapped else [False] * len(full)


def _is_full(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether the next line's first word would not have fitted on this line."""
    word = _FIRST_WORD.match(text, following.start, following.end)
    needed = 1 + (word.end() - word.start() if word else 0)
    return line.end - line.start + needed > width
