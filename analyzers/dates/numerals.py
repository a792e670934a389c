"""Numbers in words and figures: what patterns know as @NUMBER, @ORDINAL, @DAY and @YEAR."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from newsan.analyzers.document import Token
from newsan.rules import RuleSet

_FIGURES = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d{1,3}))?")
_FRACTION = re.compile(r"(\d{1,2})/(\d{1,2})")
_VULGAR = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_CENTURY_WORDS = range(10, 21)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at tokens `first` to `last`; `kind` is what patterns call it.

    `value` is None when it is vague ("several").
    """

    first: int
    last: int
    kind: str
    value: float | None


class Numerals:
    """Reads numbers with the lexicons `dates.numeral`, `dates.ordinal`, `dates.ordinal-suffix`."""

    def __init__(self, rules: RuleSet) -> None:
        self._words = {**rules.lexicon("dates.numeral").entries}
        self._ordinals = {
            word: attributes["value"]
            for word, attributes in rules.lexicon("dates.ordinal").entries.items()
        }
        suffixes = "|".join(map(re.escape, rules.lexicon("dates.ordinal-suffix").entries))
        self._ordinal_figures = re.compile(rf"(\d{{1,3}})(?:{suffixes})")
        self.triggers = {word.split()[0] for word in self._words} | set(self._ordinals)

    def finditer(self, tokens: Sequence[Token], first: int, last: int) -> Iterator[Numeral]:
        """The numbers among tokens `first` to `last`; one stretch may be read in several ways."""
        at = first
        while at < last:
            word = tokens[at].folded
            if not (word[0].isdecimal() or word in self.triggers or word in _VULGAR):
                at += 1
                continue
            found = list(self._at(tokens, at, last))
            yield from found
            at = max((numeral.last for numeral in found), default=at + 1)

    def _at(self, tokens: Sequence[Token], at: int, stop: int) -> Iterator[Numeral]:
        word = tokens[at].folded
        if match := self._ordinal_figures.fullmatch(word):
            yield from _ordinal(at, at + 1, int(match[1]))
        elif word[0].isdecimal() or word in _VULGAR:
            yield from self._figures(tokens, at, stop)
        else:
            yield from self._spelled(tokens, at, stop)

    def _figures(self, tokens: Sequence[Token], at: int, stop: int) -> Iterator[Numeral]:
        word = tokens[at].folded
        value = figures(word)
        if value is None:
            return
        end = at + 1
        if end < stop and (part := _fraction(tokens[end].folded)) and value == int(value) < 100:
            yield Numeral(at, end + 1, "NUMBER", value + part)
            return
        if end < stop and (times := self._words.get(tokens[end].folded, {}).get("times")):
            yield Numeral(at, end + 1, "NUMBER", value * times)
            return
        yield Numeral(at, end, "NUMBER", value)
        if word.isdecimal() and len(word) <= 2 and 1 <= value <= 31:
            yield Numeral(at, end, "DAY", value)
        if word.isdecimal() and len(word) == 4 and 1000 <= value < 2200:
            yield Numeral(at, end, "YEAR", value)

    def _spelled(self, tokens: Sequence[Token], at: int, stop: int) -> Iterator[Numeral]:
        values: list[Mapping[str, Any]] = []
        end = position = at
        ordinal: int | None = None
        while position < stop:
            word = tokens[position].folded
            length, entry = self._entry(tokens, position, stop)
            if word in self._ordinals:
                if not values or _joins(values[-1], self._ordinals[word]):
                    ordinal = self._ordinals[word]
                    end = position + 1
                break
            if entry is None:
                if word == "-" and values and tokens[position].start == tokens[position - 1].end:
                    position += 1
                    continue
                break
            if entry.get("joins") and not values:
                break
            if not entry.get("joins"):
                if values and "vague" in entry:
                    break
                values.append(entry)
                end = position + length
                if "vague" in entry:
                    break
            position += length
        if ordinal is not None:
            yield from _ordinal(at, end, int(_sum(values)) + ordinal)
        elif values:
            yield from _cardinal(at, end, values)

    def _entry(
        self, tokens: Sequence[Token], at: int, stop: int
    ) -> tuple[int, Mapping[str, Any] | None]:
        """The longest entry of up to three words, and its length in tokens."""
        for length in (3, 2, 1):
            if at + length <= stop:
                phrase = " ".join(token.folded for token in tokens[at : at + length])
                if phrase in self._words:
                    return length, self._words[phrase]
        return 1, None


def figures(word: str) -> float | None:
    """The value of a number in figures, or None."""
    if word in _VULGAR:
        return _VULGAR[word]
    match = _FIGURES.fullmatch(word)
    return float(word.replace(",", "")) if match else _fraction(word)


def _fraction(word: str) -> float | None:
    match = _FRACTION.fullmatch(word)
    if match and 0 < int(match[1]) < int(match[2]) <= 10:
        return int(match[1]) / int(match[2])
    return _VULGAR.get(word)


def _ordinal(first: int, last: int, value: int) -> Iterator[Numeral]:
    yield Numeral(first, last, "ORDINAL", value)
    if 1 <= value <= 31:
        yield Numeral(first, last, "DAY", value)


def _cardinal(first: int, last: int, values: list[Mapping[str, Any]]) -> Iterator[Numeral]:
    if values == [{}] or "vague" in values[-1]:
        yield Numeral(first, last, "NUMBER", None)
        return
    year = _year(values)
    if year is not None:
        yield Numeral(first, last, "YEAR", year)
    yield Numeral(first, last, "NUMBER", _sum(values))


def _year(values: list[Mapping[str, Any]]) -> int | None:
    """A year in words: nineteen ninety-six; two thousand and five."""
    plain = [int(entry["value"]) for entry in values if "value" in entry]
    if len(plain) == len(values) and plain[0] in _CENTURY_WORDS and len(plain) > 1:
        rest = sum(plain[1:])
        return plain[0] * 100 + rest if 10 <= rest <= 99 else None
    total = _sum(values)
    return (
        int(total) if 1000 <= total < 2200 and any("times" in entry for entry in values) else None
    )


def _joins(before: Mapping[str, Any], ordinal: int) -> bool:
    """Whether an ordinal goes on a number: twenty-first, hundred and first."""
    return ordinal < 10 and int(before.get("value", 100)) % 10 == 0 and before.get("value") != 10


def _sum(values: list[Mapping[str, Any]]) -> float:
    total, current = 0.0, 0.0
    for entry in values:
        if "times" in entry:
            current = (current or 1) * entry["times"]
            if entry["times"] >= 1000:
                total, current = total + current, 0
        else:
            current += entry["value"]
    return total + current
