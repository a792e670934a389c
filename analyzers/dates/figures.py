"""Tokens of figures alone that patterns know as @CLOCK, @FIGURES, @DECADE, @SHORT and @GLUED."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsan.analyzers.dates.numerals import Numeral
from newsan.analyzers.document import Token
from newsan.rules import RuleSet

_CLOCK = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)(?::([0-5]\d))?")
_FIGURES = re.compile(r"(\d{1,2})([/.])(\d{1,2})\2(\d{4}|\d{2})|(\d{4})([/.])(\d{1,2})\6(\d{1,2})")
_SHORT_YEAR = re.compile(r"'\d\d")
_GLUED = re.compile(r"(\d{1,4}(?:\.\d)?)([^\W\d_]+)")
_AFTER_DECEMBER = 13


@dataclass(frozen=True, slots=True)
class NumericDate:
    """A date in figures: the three numbers as they are written, `year` told apart."""

    year: int
    one: int
    two: int
    year_first: bool
    short: bool


class Figures:
    """Finds clock times (10:35), dates (12/05/2024), decades (1990s), short years ('99) and
    figures with their unit (12hrs) among single tokens."""

    def __init__(self, rules: RuleSet) -> None:
        suffixes = "|".join(map(re.escape, rules.lexicon("dates.decade-suffix").entries))
        self._units = frozenset(rules.lexicon("dates.glued-unit").entries)
        self._decade = re.compile(rf"((?:1\d|20)\d0|'?\d0)'?(?:{suffixes})")

    def finditer(self, tokens: Sequence[Token], first: int, last: int) -> Iterator[Numeral]:
        """The tokens between `first` and `last` that are such figures."""
        for index in range(first, last):
            word = tokens[index].folded
            if len(word) < 3 or not (word[0].isdecimal() or word[0] == "'"):
                continue
            if match := self._decade.fullmatch(word):
                yield Numeral(index, index + 1, "DECADE", int(match[1].lstrip("'")))
            elif _SHORT_YEAR.fullmatch(word):
                yield Numeral(index, index + 1, "SHORT", int(word[1:]))
            elif index > first and tokens[index - 1].folded in (":", "."):
                continue
            elif (match := _GLUED.fullmatch(word)) and match[2] in self._units:
                yield Numeral(index, index + 1, "GLUED", None)
            elif _CLOCK.fullmatch(word):
                yield Numeral(index, index + 1, "CLOCK" if ":" in word else "DOTTED", None)
            elif numeric_date(word) is not None:
                yield Numeral(index, index + 1, "FIGURES", None)


def clock(word: str) -> str | None:
    """The time of a clock in figures, as hours and minutes (and seconds), or None."""
    match = _CLOCK.fullmatch(word)
    if not match:
        return None
    seconds = f":{match[3]}" if match[3] else ""
    return f"{int(match[1]):02d}:{match[2]}{seconds}"


def numeric_date(word: str) -> NumericDate | None:
    """The numbers of a date in figures, or None when it can't be one."""
    match = _FIGURES.fullmatch(word)
    if not match:
        return None
    if match[5]:
        return NumericDate(int(match[5]), int(match[7]), int(match[8]), True, False)
    date = NumericDate(int(match[4]), int(match[1]), int(match[3]), False, len(match[4]) == 2)
    possible = 1 <= date.one <= 31 and 1 <= date.two <= 31
    return date if possible and min(date.one, date.two) < _AFTER_DECEMBER else None
