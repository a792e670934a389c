"""The article and its pieces: `Document`, `Span`, `Token`, `Sentence`.

Offsets are Unicode code points into `Document.text`, half-open: `text[start:end]`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

# Marks and spaces that are folded in `Document.shadow`, one code point for one code point.
_FOLD = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011", "-"),
        **dict.fromkeys("\u00a0\u1680\u202f\u205f\u3000", " "),
        **{chr(code): " " for code in range(0x2000, 0x200B)},
    }
)


class Span(NamedTuple):
    """A half-open stretch of text in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark.

    `folded` is the token of the shadow text in lower case: what lexicons are matched against.
    """

    start: int
    end: int
    text: str
    folded: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its span, the half-open range of its tokens, and its paragraph's number."""

    start: int
    end: int
    first: int
    last: int
    paragraph: int


@dataclass(frozen=True)
class Document:
    """One article as it was read; `text` is never changed.

    `source` names where it came from ("-" for standard input), `title` is a headline that was
    given apart from the text, `published` an ISO 8601 date (YYYY-MM-DD) that was given with it,
    `meta` whatever else the reader of the input knew (url, author, outlet …); `extracted` says
    that the text was taken out of something else (a web page), so that offsets need it beside them.
    """

    text: str
    source: str = ""
    title: str | None = None
    published: str | None = None
    meta: Mapping[str, str] = field(default_factory=dict)
    extracted: bool = False

    @cached_property
    def shadow(self) -> str:
        """`text` with curly marks, odd hyphens and odd spaces folded; the same length."""
        return self.text.translate(_FOLD)

    @cached_property
    def _lines(self) -> list[int]:
        starts = [0]
        position = self.text.find("\n")
        while position != -1:
            starts.append(position + 1)
            position = self.text.find("\n", position + 1)
        return starts

    def dated(self, published: str) -> Document:
        """The same document with a publication date; `ValueError` when it isn't YYYY-MM-DD."""
        try:
            date.fromisoformat(published)
        except ValueError:
            message = f"“{published}” is not a date; write it as YYYY-MM-DD"
            raise ValueError(message) from None
        return replace(self, published=published)

    def position(self, offset: int) -> tuple[int, int]:
        """The line and column (both from 1, columns in code points) of an offset."""
        line = bisect_right(self._lines, offset) - 1
        return line + 1, offset - self._lines[line] + 1
