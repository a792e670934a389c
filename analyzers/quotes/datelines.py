"""Datelines: "PARIS, May 5 (Reuters) —" belongs to the article, not to what anybody says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from newsan.analyzers.document import Sentence, Token

_DASHES = frozenset(["-", "--", "–", "—", "―"])
# A dateline has at most so many tokens.
_REACH = 16


def without_datelines(sentences: Iterable[Sentence], tokens: Sequence[Token]) -> Iterator[Sentence]:
    """The sentences; those that open a paragraph with a dateline begin after it."""
    paragraph = -1
    for sentence in sentences:
        first = sentence.first
        if sentence.paragraph != paragraph:
            first = _after_dateline(sentence, tokens)
        paragraph = sentence.paragraph
        yield replace(sentence, start=tokens[first].start, first=first)


def _after_dateline(sentence: Sentence, tokens: Sequence[Token]) -> int:
    """The token after capitals, or names and an agency in brackets, that a dash ends."""
    first = sentence.first
    shouted, agency = tokens[first].text.isupper() and len(tokens[first].text) > 1, False
    for index in range(first, min(first + _REACH, sentence.last - 1)):
        text = tokens[index].text
        if index > first and text in _DASHES:
            return index + 1 if (shouted or agency) and _is_free(index, tokens) else first
        agency = agency or text == ")"
        if text[0].islower() or not (text[0].isalnum() or text in ",.()/"):
            break
    return first


def _is_free(dash: int, tokens: Sequence[Token]) -> bool:
    """Whether a dash stands between two blanks, or is a long one, and a sentence follows it."""
    before, token, after = tokens[dash - 1 : dash + 2]
    free = before.end < token.start and token.end < after.start
    return (free or token.text != "-") and not after.text[0].islower()
