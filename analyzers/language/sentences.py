"""Sentences: Punkt's breaks inside each paragraph, moved to token borders and put right at quotes.

Punkt breaks at whitespace only, leaves a closing mark that is glued to the next word behind, breaks
inside `"Is it?" he asked`, and knows of dotted forms only what its list holds. All are mended here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from newsan.analyzers.document import Sentence, Span, Token
from newsan.analyzers.language.knowledge import Knowledge
from newsan.analyzers.language.nltk_bridge import SpanTokenize

_CLOSING = frozenset({'"', "'", "''", ")", "]", "}"})
_FINAL = frozenset(".!?")
# Marks that no sentence begins with.
_INNER = frozenset({".", ",", ";", ":", "..", "!", "?"})
# No sentence is longer: beyond it a text is no prose, and what looks at whole sentences stays
# linear.
LONGEST = 300

# A paragraph is given to Punkt in pieces of at most so many characters.
_PIECE = 10_000
_PIECE_END = re.compile(r".*[.!?][\"')]*\s+|.*\s", re.DOTALL)


class SentenceSplitter:
    """Finds the sentences of a document; built once, used for every document."""

    def __init__(self, knowledge: Knowledge, split: SpanTokenize) -> None:
        """`split` gives the spans of the sentences of a string, in order."""
        self._split = split
        self._starters = frozenset(knowledge["sentence-starter"])
        self._never_final = frozenset(
            word.lower()
            for word, attributes in knowledge["abbreviation"].items()
            if attributes.get("final") is False
        )

    def sentences(
        self, shadow: str, tokens: Sequence[Token], paragraphs: Iterable[Span]
    ) -> tuple[Sentence, ...]:
        """The sentences of a document; together they cover all its tokens, in order.

        `shadow` is the document's shadow text.
        """
        starts = [token.start for token in tokens]
        found: list[Sentence] = []
        for number, paragraph in enumerate(paragraphs):
            first = bisect_left(starts, paragraph.start)
            last = bisect_left(starts, paragraph.end)
            if first == last:
                continue
            proposed = [bisect_left(starts, start) for start in self._proposed(shadow, paragraph)]
            breaks = [first, *self._mended(tokens, first, last, proposed), last]
            for begin, end in _capped(breaks):
                found.append(Sentence(starts[begin], tokens[end - 1].end, begin, end, number))
        return tuple(found)

    def _proposed(self, shadow: str, paragraph: Span) -> Iterator[int]:
        """The offsets at which Punkt begins a sentence."""
        begin = paragraph.start
        while begin < paragraph.end:
            end = min(begin + _PIECE, paragraph.end)
            if end < paragraph.end and (match := _PIECE_END.match(shadow, begin, end)):
                end = match.end()
            for start, _ in self._split(shadow[begin:end]):
                yield begin + start
            begin = end

    def _mended(
        self, tokens: Sequence[Token], first: int, last: int, proposed: Iterable[int]
    ) -> list[int]:
        """The token indices strictly between first and last at which a sentence begins."""
        glued = [index for index in range(first + 2, last) if _is_glued_break(tokens, index)]
        mended = {_past_closing_marks(tokens, index, last) for index in [*proposed, *glued]}
        return sorted(
            index for index in mended if first < index < last and not self._goes_on(tokens, index)
        )

    def _goes_on(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether the sentence goes on at this token, whatever Punkt says."""
        before, token = tokens[index - 1].folded, tokens[index]
        if token.folded in _INNER:
            return True
        if token.text[0].islower():  # after a closing mark, `!`, `?`, an abbreviation or `. . .`
            return before != "." or tokens[index - 2].text == "."
        if before[-1] != "." or not before[0].isalpha():
            return False
        return before in self._never_final or (
            token.text[0].isalnum() and token.folded not in self._starters
        )


def _is_glued_break(tokens: Sequence[Token], index: int) -> bool:
    """Whether the space between two sentences was lost before this token: "the end.The next"."""
    mark, word = tokens[index - 1], tokens[index]
    if mark.text not in _FINAL or mark.end != word.start:
        return False
    before = tokens[index - 2]
    if word.folded in _CLOSING:
        return word.end == (tokens[index + 1].start if index + 1 < len(tokens) else -1)
    return word.text[0].isupper() and before.text[-1].islower() and before.end == mark.start


def _past_closing_marks(tokens: Sequence[Token], index: int, last: int) -> int:
    """The first token at or after `index` that is no mark closing what came before."""
    while 0 < index < last and tokens[index].folded in _CLOSING:
        if tokens[index].start != tokens[index - 1].end:
            break
        index += 1
    return index


def _capped(breaks: list[int]) -> Iterator[tuple[int, int]]:
    for begin, end in pairwise(breaks):
        for start in range(begin, end, LONGEST):
            yield start, min(start + LONGEST, end)
