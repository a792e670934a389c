"""A quotation while it is being put together."""

from __future__ import annotations

from dataclasses import dataclass, field

from newsan.analyzers.quotes.cues import Cue
from newsan.analyzers.quotes.grammar import Range
from newsan.analyzers.quotes.marks import Stretch


@dataclass(slots=True)
class Quotation:
    """A quotation before its speaker has a name. Ranges are of tokens.

    `speaker` None means that nobody is named; `rule` is how it was found; `verbatim` that it gives
    the very words although no marks stand around them, as in a transcript.
    """

    first: int
    last: int
    rule: str
    cue: Cue | None
    speaker: Range | None
    addressee: Range | None = None
    marked: list[Stretch] = field(default_factory=list)
    after: Quotation | None = None
    complementizer: int | None = None
    parent: Quotation | None = None
    verbatim: bool = False
