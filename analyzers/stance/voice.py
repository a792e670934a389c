"""Whose voice a stretch of the article is: a speaker's, reported or quoted, or the author's own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from newsan.analyzers.findings import Piece, Quote, Voice


class Voices:
    """The quotations of one article, asked by place.

    `marked` are the stretches between quotation marks: what stands there is quoted, whoever
    says it.
    """

    def __init__(self, quotes: Iterable[Quote], marked: Iterable[Piece]) -> None:
        self._quotes = sorted(quotes, key=lambda quote: (quote.start, -quote.end))
        self._starts = [quote.start for quote in self._quotes]
        self._longest = max((quote.end - quote.start for quote in self._quotes), default=0)
        self._marked = sorted({(piece.start, piece.end) for piece in marked})
        self._marked_starts = [start for start, _ in self._marked]

    def quote_at(self, start: int, end: int) -> Quote | None:
        """The innermost quotation that more than half of a stretch stands in."""
        low = bisect_left(self._starts, start - self._longest)
        high = bisect_right(self._starts, end)
        found = None
        for quote in self._quotes[low:high]:
            if 2 * _shared(start, end, quote.start, quote.end) > end - start and (
                found is None or quote.end - quote.start <= found.end - found.start
            ):
                found = quote
        return found

    def voice(self, start: int, end: int) -> Voice:
        """Quoted when more than half of a stretch stands between quotation marks, reported when
        it is part of indirect speech, else narrated."""
        low = max(0, bisect_right(self._marked_starts, start) - 1)
        high = bisect_left(self._marked_starts, end)
        inside = sum(_shared(start, end, *stretch) for stretch in self._marked[low:high])
        if 2 * inside > end - start:
            return "quoted"
        return "reported" if self.quote_at(start, end) else "narrated"


def _shared(start: int, end: int, other_start: int, other_end: int) -> int:
    """How many code points two stretches share."""
    return max(0, min(end, other_end) - max(start, other_start))
