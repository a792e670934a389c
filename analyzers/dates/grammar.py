"""Finding the time expressions of a sentence, and what each one says, before any date is known.

Patterns run in two stages. Those over words and numbers come first; those that name @DATE, @TIME,
@DURATION, @SET or @UNIT then run over what was found, some rounds, and take its place ("early" +
"next year", "two days" + "after" + "3 May").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from newsan.analyzers.dates.figures import Figures
from newsan.analyzers.dates.numerals import Numeral, Numerals
from newsan.analyzers.document import Sentence
from newsan.analyzers.language import Language
from newsan.rules import Match, Pattern, PatternMatcher, RuleSet

EXPRESSION_TYPES = frozenset({"DATE", "TIME", "DURATION", "SET", "UNIT"})
_OVER_EXPRESSIONS = re.compile(rf"[@=](?:{'|'.join(sorted(EXPRESSION_TYPES))}|LENGTH)\b")
# A number of these kinds is worth looking at by itself; the others only beside a word of time.
_STRONG = frozenset({"YEAR", "CLOCK", "FIGURES", "DECADE", "SHORT", "GLUED", "DOTTED"})
_WORD = re.compile(r"[^\W\d_][\w.]*|\w+")
# Captures that are read from their text, though they may be numbers too (5.30).
_AS_WRITTEN = frozenset({"clock", "figures", "glued"})
_ROUNDS = 3
_Values = dict[tuple[int, int], dict[str, float | None]]
_Spans = dict[int, list[tuple[int, str]]]


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression at tokens `first` to `last`.

    `features` are the pattern's fields with what its captures say: attributes of words, values
    of numbers, the text of tokens, and, for expressions within this one, those.
    """

    first: int
    last: int
    pattern: Pattern
    type: str
    features: Mapping[str, Any]

    def inner(self) -> Iterator[Expression]:
        """The expressions that this one is made of."""
        for value in self.features.values():
            if isinstance(value, Expression):
                yield value


@dataclass(frozen=True, slots=True)
class _Candidate:
    expression: Expression
    reach: int
    taken: tuple[tuple[int, int], ...] = ()


class Grammar:
    """The date patterns of a rule set, compiled once."""

    def __init__(self, rules: RuleSet) -> None:
        patterns = list(rules.patterns("date"))
        over = [p for p in patterns if _OVER_EXPRESSIONS.search(p.match)]
        self._words = PatternMatcher([p for p in patterns if p not in over], rules)
        self._over = PatternMatcher(over, rules)
        self._numerals = Numerals(rules)
        self._figures = Figures(rules)
        self._reach = int(rules.setting("dates.reach"))
        weak = set(rules.lexicon("dates.weak").entries)
        self._strong = _triggers(self._words.vocabulary, weak)
        self._ranges: dict[str, Sequence[int]] = {
            name: rules.setting(f"dates.{name}") for name in ("bare-years", "years")
        }

    def expressions(
        self, language: Language, sentence: Sentence, *, message: bool = False
    ) -> list[Expression]:
        """The expressions of one sentence, in order, without overlaps; in a `message`, a short
        post, those of the patterns for messages too."""
        numerals = self._numbers(language, sentence)
        starts = self._starts(language, sentence, numerals)
        if not starts:
            return []
        found = self._first_stage(language, sentence, numerals, starts, message)
        for _ in range(_ROUNDS):
            wider = self._second_stage(language, sentence, numerals, found)
            if wider == found:
                break
            found = wider
        return [
            expression for expression in found if expression.type in EXPRESSION_TYPES - {"UNIT"}
        ]

    def _numbers(self, language: Language, sentence: Sentence) -> list[Numeral]:
        tokens = language.tokens
        numbers = list(self._numerals.finditer(tokens, sentence.first, sentence.last))
        return numbers + list(self._figures.finditer(tokens, sentence.first, sentence.last))

    def _starts(
        self, language: Language, sentence: Sentence, numerals: Iterable[Numeral]
    ) -> list[int]:
        """The tokens at which a match may begin: those within reach of a word of time."""
        strong = [n.first for n in numerals if n.kind in _STRONG]
        words = self._strong
        tokens = language.tokens
        strong += [i for i in range(sentence.first, sentence.last) if tokens[i].folded in words]
        starts: set[int] = set()
        for index in strong:
            starts.update(range(max(sentence.first, index - self._reach), index + 1))
        return sorted(starts)

    def _first_stage(
        self,
        language: Language,
        sentence: Sentence,
        numerals: Sequence[Numeral],
        starts: Sequence[int],
        message: bool,
    ) -> list[Expression]:
        spans = _spans((n.first, n.last, n.kind) for n in numerals)
        values = _values(numerals)
        matches = self._words.finditer(language, sentence.first, sentence.last, spans, starts)
        candidates = [self._candidate(language, match, values, {}) for match in matches]
        allowed = (c for c in candidates if c is not None and (message or not _for_messages(c)))
        return [candidate.expression for candidate in _best(allowed)]

    def _second_stage(
        self,
        language: Language,
        sentence: Sentence,
        numerals: Sequence[Numeral],
        found: list[Expression],
    ) -> list[Expression]:
        real = [expression for expression in found if expression.type in EXPRESSION_TYPES]
        if not real:
            return found
        parts = {(e.first, e.last): e for e in real}
        spans = _spans(
            [(n.first, n.last, n.kind) for n in numerals]
            + [(e.first, e.last, kind) for e in real for kind in _names(e)]
        )
        values = _values(numerals)
        starts = sorted(
            {
                i
                for e in real
                for i in range(max(sentence.first, e.first - self._reach), e.first + 1)
            }
        )
        matches = self._over.finditer(language, sentence.first, sentence.last, spans, starts)
        candidates = [self._candidate(language, match, values, parts) for match in matches]
        chosen = _best(c for c in candidates if c is not None and _whole(c.expression, found))
        taken = [(c.expression.first, c.expression.last) for c in chosen]
        rest = [
            e for e in found if not any(e.first < last and first < e.last for first, last in taken)
        ]
        return sorted([*rest, *(c.expression for c in chosen)], key=lambda e: e.first)

    def _candidate(
        self,
        language: Language,
        match: Match,
        values: _Values,
        parts: Mapping[tuple[int, int], Expression],
    ) -> _Candidate | None:
        features: dict[str, Any] = dict(match.pattern.fields)
        first, last = match.first, match.last
        for name, capture in match.captures.items():
            span = (capture.first, capture.last)
            if name == "extent":
                first, last = span
            elif capture.attributes is not None:
                suffix = "-2" if name.endswith("-2") else ""
                features.update((key + suffix, value) for key, value in capture.attributes.items())
            elif span in parts:
                features[name] = parts[span]
            elif span in values and name not in _AS_WRITTEN:
                kinds = values[span]
                features[name] = kinds.get(name.upper(), next(iter(kinds.values())))
            else:
                tokens = language.tokens[capture.first : capture.last]
                features[name] = " ".join(token.folded for token in tokens)
        kind = features.pop("type", None) or _kind_of(features)
        expression = Expression(first, last, match.pattern, kind, features)
        if not self._allowed(expression, bool(parts)):
            return None
        return _Candidate(expression, match.last - match.first)

    def _allowed(self, expression: Expression, over: bool) -> bool:
        """Whether the values lie where the pattern says they must, and the parts go together."""
        features = expression.features
        if over:
            return any(True for _ in expression.inner()) and _go_together(features)
        number = features.get("number")
        if features.get("means") == "count" and number is not None and 1800 <= number <= 2100:
            return bool(features.get("plural"))  # 2018 day five
        year = features.get("year")
        limits = self._ranges.get(str(features.get("years", "")))
        if limits and year is not None and not limits[0] <= year <= limits[1]:
            return False
        if "least" in features and "most" in features and expression.type == "DATE":
            part = features.get("quarter", features.get("half"))
            return part is None or features["least"] <= part <= features["most"]
        return True


def _for_messages(candidate: _Candidate) -> bool:
    return candidate.expression.features.get("only") == "message"


def _triggers(vocabulary: Iterable[str], weak: set[str]) -> frozenset[str]:
    """The word of each phrase that gives it away: its last one that isn't weak."""
    triggers = set()
    for phrase in vocabulary:
        words = [phrase, *_WORD.findall(phrase.lower())]
        triggers.update([word for word in words if word not in weak][-1:])
        triggers.update({phrase.lower()} - weak)
    return frozenset(triggers)


def _values(numerals: Iterable[Numeral]) -> _Values:
    """The values of the numbers at each span, by the kind they are read as."""
    values: _Values = {}
    for numeral in numerals:
        if numeral.kind not in (
            "CLOCK",
            "DOTTED",
            "FIGURES",
            "GLUED",
        ):  # these are read from their text
            values.setdefault((numeral.first, numeral.last), {})[numeral.kind] = numeral.value
    return values


def _names(expression: Expression) -> list[str]:
    """What patterns may call an expression: its type, and what its pattern says it is `also`."""
    also = expression.features.get("also")
    return [expression.type, str(also)] if also else [expression.type]


def _spans(found: Iterable[tuple[int, int, str]]) -> _Spans:
    spans: _Spans = {}
    for first, last, kind in found:
        spans.setdefault(first, []).append((last, kind))
    for ends in spans.values():
        ends.sort(reverse=True)
    return spans


def _kind_of(features: Mapping[str, Any]) -> str:
    """The type of a pattern that leaves it to the expression within."""
    inner = features.get("date")
    if not isinstance(inner, Expression):
        return "DATE"
    return "DATE" if inner.type == "UNIT" else inner.type


def _best(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    """Candidates without overlaps: the longer first, then by priority, then by what was read."""
    order = sorted(
        candidates,
        key=lambda c: (
            c.expression.first - c.expression.last,
            -c.expression.pattern.priority,
            -c.reach,
            c.expression.first,
        ),
    )
    taken: set[int] = set()
    chosen = []
    for candidate in order:
        span = range(candidate.expression.first, candidate.expression.last)
        if taken.isdisjoint(span):
            taken.update(span)
            chosen.append(candidate)
    return sorted(chosen, key=lambda c: c.expression.first)


def _whole(expression: Expression, found: Iterable[Expression]) -> bool:
    """Whether no expression found before is cut in two."""
    return not any(
        other.first < expression.last
        and expression.first < other.last
        and not (expression.first <= other.first and other.last <= expression.last)
        for other in found
        if other.type in EXPRESSION_TYPES and other.type != "UNIT"
    )


def _go_together(features: Mapping[str, Any]) -> bool:
    """Whether the parts of a composed expression make sense as one."""
    length = features.get("length")
    if isinstance(length, Expression) and not _is_counted(length.features):
        return False
    inner, outer = features.get("inner"), features.get("outer")
    if isinstance(inner, Expression) and isinstance(outer, Expression):
        return _is_open(inner.features) and _is_year_like(outer.features)
    time, date = features.get("time"), features.get("date")
    if isinstance(time, Expression) and isinstance(date, Expression):
        if date.type == "TIME" and date.features.get("means") != "deictic":
            return False
        return _is_time_only(time.features) and not _is_clockless(date.features)
    if isinstance(date, Expression) and features.get("means") == "joined":
        return not _is_clockless(date.features)
    if isinstance(date, Expression) and features.get("means") == "modified":
        if features.get("mod") == "APPROX" and "weekday" in date.features:
            return False
        return date.features.get("means") != "reference" and "mod" not in date.features
    return True


def _is_counted(features: Mapping[str, Any]) -> bool:
    """Whether a length is a number of units (two Sundays aren't)."""
    date = features.get("date")
    if isinstance(date, Expression):
        return _is_counted(date.features)
    return "unit" in features or "glued" in features


_PARTS = ("month", "season", "quarter", "half", "weekday", "easter")


def _is_open(features: Mapping[str, Any]) -> bool:
    """Whether a date wants a year: March, the third quarter, July 25."""
    if features.get("means") == "modified" and isinstance(features.get("date"), Expression):
        return _is_open(features["date"].features)
    known = features.get("year") is not None or "figures" in features or "short" in features
    part = any(part in features for part in _PARTS)
    weekend = features.get("unit") == "WE" and not features.get("shift")
    return not known and (part or weekend) and features.get("means") in ("calendar", "deictic")


def _is_year_like(features: Mapping[str, Any]) -> bool:
    """Whether a date may hold another: this year, next week, that year, last month, 1990."""
    if features.get("unit") in ("W", "M", "Y", "DE") and features.get("means") == "deictic":
        return True
    return features.get("year") is not None and not any(part in features for part in _PARTS)


def _is_time_only(features: Mapping[str, Any]) -> bool:
    if features.get("means") == "modified" and isinstance(features.get("date"), Expression):
        return _is_time_only(features["date"].features)
    if features.get("means") == "clock":
        return True
    return features.get("from") == "mention" and ("part" in features or "clock" in features)


def _is_clockless(features: Mapping[str, Any]) -> bool:
    """Whether a date is too wide, or too vague, to have a time of day."""
    if features.get("means") in ("reference", "period", "nth"):
        return True
    return features.get("unit") in ("W", "M", "Q", "Y", "DE", "CE") or (
        features.get("means") == "calendar"
        and not (
            "day" in features or "figures" in features or "easter" in features or "nth" in features
        )
    )
