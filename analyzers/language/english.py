"""Whether a text is English at all, by the share of English's commonest words in it."""

from __future__ import annotations

from collections.abc import Container, Sequence

from newsan.analyzers.document import Token

_WORDS = 20  # fewer say nothing
_ENOUGH = 500  # more say nothing new
_SHARE = 0.06  # English news has .12 to .25, other languages up to .03


def is_english(tokens: Sequence[Token], function_words: Container[str]) -> bool:
    """Whether tokens are English, as far as it can be told: too few of them pass."""
    words = [token.folded for token in tokens[:_ENOUGH] if any(map(str.isalpha, token.folded))]
    common = sum(word in function_words for word in words)
    return len(words) < _WORDS or common >= _SHARE * len(words)
