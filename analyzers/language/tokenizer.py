"""Tokens: one pattern over the shadow text, offset-exact, splitting as UD English does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from newsan.analyzers.document import Document, Token
from newsan.analyzers.language.knowledge import Knowledge

# Format characters that no eye sees: between words they separate, they are never tokens.
INVISIBLE = "\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"

# Every repetition is possessive, bounded or followed by what it cannot match itself, so that the
# time stays linear in the text.
_PATTERN = r"""
    (?:https?://|www\.)[^\s<>"]{{1,2000}}(?<![.,;:!?')\]}}])
  | [\w.+%-]{{1,64}}+@\w[\w-]{{0,62}}+(?:\.\w[\w-]{{0,62}}+){{1,8}}
  | \w[\w-]{{0,62}}+(?:\.\w[\w-]{{0,62}}+){{0,4}}\.(?:{domain})(?![\w-])
    (?:/[\w./%\#?=&-]{{0,2000}}(?<=[\w/]))?
  | [@\#][^\W\d]\w*+
  | (?:{currency})
  | (?:{abbreviation})(?!\.)
  | (?:[^\W\d_]\.){{2,}}+(?!\w)
  | (?:[^\W\d_]\.){{1,20}}[^\W\d_](?!\w)
  | (?<!\w)[^\W\d_a-z](?<!{word})\.(?=\s{{1,3}}[^\W\d_a-z]|[^\W\d_a-z][a-z])
  | \d++(?:,\d{{3}}(?!\d)|[.:/]\d++)*+(?:(?=(?:{unit})(?!\w))|(?:{suffix})(?!\w)|(?!\w))
  | (?<![\w.])\.\d++
  | (?<!\w)'\d\d(?:{suffix})?(?!\w)
  | (?<!\w)(?i:{elision})(?!\w)
  | (?<=\S)(?:{clitic})(?!\w)
  | (?i:{prefix})-[a-z]\w++
  | [A-Z]{{1,5}}+(?:&[A-Z]++)++
  | \w[\w{mark}]*+(?:'[^\W\d_][\w{mark}]*+)*+
  | \.{{2,}}+ | -{{2,}}+ | [!?]{{2,}}+ | ([*=~^])\1++ | '' | ``
  | [^\s{invisible}]
"""

# Combining marks and joiners inside a word.
_MARK = "\u0300-\u036f\u00ad\u200c\u200d\ufe0f"


class Tokenizer:
    """Cuts text into words, numbers and marks; built once, used for every document."""

    def __init__(self, knowledge: Knowledge) -> None:
        abbreviations = knowledge["abbreviation"].items()
        self._pattern = re.compile(
            _PATTERN.format(
                domain=_either(knowledge["domain"]),
                currency=_either(knowledge["currency"]),
                abbreviation="|".join(
                    _abbreviation(word, attributes.get("before") == "number")
                    for word, attributes in sorted(abbreviations, key=_longest)
                ),
                word=f"[{''.join(knowledge['not-initial'])}]",
                unit=_either(knowledge["unit"]),
                suffix=_either(knowledge["number-suffix"]),
                elision=_either(knowledge["elision"]),
                clitic=_either(knowledge["clitic"]),
                prefix=_either(knowledge["prefix"]),
                mark=_MARK,
                invisible=INVISIBLE,
            ),
            re.VERBOSE,
        )
        self._clitics = tuple(knowledge["clitic"])
        self._contractions = {
            word: tuple(len(part) for part in attributes["parts"])
            for word, attributes in knowledge["contraction"].items()
        }

    def span_tokenize(self, text: str) -> Iterator[tuple[int, int]]:
        """The (start, end) of every token of a text whose marks are folded, in order."""
        contractions = self._contractions
        for match in self._pattern.finditer(text):
            start, end = match.span()
            word = match[0].lower()
            if "'" in word[1:]:
                yield from pairwise(self._clitic_cuts(word, start))
            elif word in contractions:
                yield from _cut(start, contractions[word])
            else:
                yield start, end

    def tokenize(self, text: str) -> list[str]:
        """The tokens' texts."""
        return [text[start:end] for start, end in self.span_tokenize(text)]

    def tokens(self, document: Document) -> tuple[Token, ...]:
        """The tokens of a document."""
        text, shadow = document.text, document.shadow
        return tuple(
            Token(start, end, text[start:end], shadow[start:end].lower())
            for start, end in self.span_tokenize(shadow)
        )

    def _clitic_cuts(self, word: str, start: int) -> list[int]:
        """Where a word with an apostrophe begins, is cut before its clitics, and ends."""
        cuts = [start + len(word)]
        rest = word
        while clitic := next((c for c in self._clitics if rest.endswith(c) and rest != c), ""):
            rest = rest[: -len(clitic)]
            cuts.append(start + len(rest))
        return [start, *reversed(cuts)]


def _cut(start: int, lengths: Iterable[int]) -> Iterator[tuple[int, int]]:
    for length in lengths:
        yield start, start + length
        start += length


def _longest(entry: tuple[str, object]) -> int:
    return -len(entry[0])


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _abbreviation(word: str, before_number: bool) -> str:
    """The pattern of an abbreviation: as written, in capitals, or lower case with a capital."""
    forms = dict.fromkeys((word, word.upper(), word[0].upper() + word[1:]))
    return _either(forms) if not before_number else rf"(?:{_either(forms)})(?=\s?\d)"
