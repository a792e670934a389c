"""Who gets heard: for each speaker the number of quotes, the words, and the share of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsan.analyzers.findings import Party, Quote, SpeakerTally

_WORD = re.compile(r"\w+(?:['’.-]\w+)*")


def count_words(text: str) -> int:
    """The number of words of a text."""
    return sum(1 for _ in _WORD.finditer(text))


def tally(quotes: Sequence[Quote]) -> list[SpeakerTally]:
    """One row for each speaker, the one with most words first; quotes nested in others and
    those without a speaker are left out."""
    groups: dict[str, list[Quote]] = {}
    for quote in quotes:
        if quote.speaker is not None and quote.parent is None:
            groups.setdefault(_key(quote.speaker), []).append(quote)
    counts = [(_counts(found), found) for found in groups.values()]
    total = sum(quoted + reported for (quoted, reported), _ in counts) or 1
    counts.sort(key=lambda item: (-sum(item[0]), item[1][0].start))
    return [
        _row(number, found, quoted, reported, total)
        for number, ((quoted, reported), found) in enumerate(counts, 1)
    ]


def _key(speaker: Party) -> str:
    return speaker.entity or speaker.name.lower()


def _counts(quotes: Sequence[Quote]) -> tuple[int, int]:
    quoted = sum(count_words(piece.text) for quote in quotes for piece in quote.marked)
    return quoted, sum(count_words(quote.text) for quote in quotes) - quoted


def _row(
    number: int, quotes: Sequence[Quote], quoted: int, reported: int, total: int
) -> SpeakerTally:
    first = quotes[0]
    speaker = first.speaker
    assert speaker is not None
    return SpeakerTally(
        start=first.start,
        end=first.end,
        text=first.text,
        id=f"k{number}",
        rule="quotes.tally",
        confidence=min(quote.confidence for quote in quotes),
        name=speaker.name,
        entity=speaker.entity,
        kind=speaker.kind,
        named=speaker.entity is not None,
        quotes=sum(1 for quote in quotes if quote.part_of is None) or 1,
        quoted_words=quoted,
        reported_words=reported,
        share=round((quoted + reported) / total, 4),
    )
