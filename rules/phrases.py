"""Finding a lexicon's words and phrases among tokens.

A phrase is compared with the text that the tokens cover, in lower case and with one blank for
any white space, so it doesn't matter how the tokenizer cuts "Nagorno-Karabakh" or "don't".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from newsan.rules.model import Lexicon


class TokenLike(Protocol):
    """What is needed of a token: its span, and its text as it stands and folded."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def folded(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of a lexicon, at tokens `first` up to but not including `last`."""

    lexicon: Lexicon
    first: int
    last: int
    phrase: str
    attributes: Mapping[str, Any]


_RUN = re.compile(r"\w+|\S")


def first_keys(phrase: str) -> set[str]:
    """The token texts with which a phrase may begin, however its first word is cut."""
    chunk = phrase.split(" ", 1)[0]
    run = _RUN.match(chunk)
    keys = {chunk, run.group() if run else chunk}
    if "'" in chunk or "." in chunk:  # a clitic or an abbreviation may be cut anywhere
        keys.update(chunk[:end] for end in range(1, len(chunk)))
    return keys


class PhraseIndex:
    """Phrases by the token they may begin with; knows how far to read on."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self.phrases = set(phrases)
        self._reach: dict[str, int] = {}
        for phrase in self.phrases:
            for key in first_keys(phrase):
                self._reach[key] = max(self._reach.get(key, 0), len(phrase))

    @property
    def keys(self) -> Iterable[str]:
        """The token texts with which a phrase of the index may begin."""
        return self._reach.keys()

    def at(
        self, tokens: Sequence[TokenLike], first: int, stop: int, *, exact: bool = False
    ) -> list[tuple[int, str]]:
        """The phrases that begin at token `first`, as (end token, phrase), longest first."""
        key = tokens[first].text if exact else tokens[first].folded
        reach = self._reach.get(key)
        if reach is None:
            return []
        found: list[tuple[int, str]] = []
        last = first + 1
        while True:
            if key in self.phrases:
                found.append((last, key))
            if last >= stop or len(key) >= reach:
                break
            token = tokens[last]
            gap = " " if token.start > tokens[last - 1].end else ""
            key += gap + (token.text if exact else token.folded)
            last += 1
        found.reverse()
        return found


class PhraseMatcher:
    """Finds the entries of several lexicons in one pass; linear in the number of tokens."""

    def __init__(self, lexicons: Iterable[Lexicon]) -> None:
        folded: dict[str, list[Lexicon]] = {}
        exact: dict[str, list[Lexicon]] = {}
        for lexicon in lexicons:
            table = exact if lexicon.exact_case else folded
            for phrase in lexicon.entries:
                table.setdefault(phrase, []).append(lexicon)
        self._tables = [
            (PhraseIndex(table), table, is_exact)
            for table, is_exact in ((folded, False), (exact, True))
            if table
        ]

    def finditer(
        self,
        tokens: Sequence[TokenLike],
        first: int = 0,
        last: int | None = None,
        tags: Sequence[str] | None = None,
    ) -> Iterator[Hit]:
        """All hits among tokens `first` to `last`, without overlaps: leftmost, then longest.

        When `tags` are given, a lexicon's part-of-speech gate is held against the hit's last
        token. A phrase of several lexicons gives a hit for each.
        """
        stop = len(tokens) if last is None else last
        position = first
        while position < stop:
            hits = self.at(tokens, position, stop, tags)
            yield from hits
            position = hits[0].last if hits else position + 1

    def at(
        self, tokens: Sequence[TokenLike], first: int, stop: int, tags: Sequence[str] | None = None
    ) -> list[Hit]:
        """The longest hits that begin at token `first`."""
        best: list[Hit] = []
        for index, table, is_exact in self._tables:
            for end, phrase in index.at(tokens, first, stop, exact=is_exact):
                if best and end < best[0].last:
                    break
                hits = [
                    Hit(lexicon, first, end, phrase, lexicon.entries[phrase])
                    for lexicon in table[phrase]
                    if _gate(lexicon, tags, end - 1)
                ]
                if hits:
                    best = hits if not best or end > best[0].last else best + hits
                    break
        return best


def _gate(lexicon: Lexicon, tags: Sequence[str] | None, token: int) -> bool:
    return tags is None or not lexicon.pos or tags[token].startswith(lexicon.pos)
