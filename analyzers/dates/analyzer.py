"""The dates analyzer: grammar, publication date, anchors, values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from newsan.analyzers.article import Article
from newsan.analyzers.dates.absolute import figures_order
from newsan.analyzers.dates.cues import CueReader
from newsan.analyzers.dates.figures import numeric_date
from newsan.analyzers.dates.grammar import Expression, Grammar
from newsan.analyzers.dates.meaning import Meaning
from newsan.analyzers.dates.moment import Moment
from newsan.analyzers.dates.published import (
    Placed,
    Published,
    is_message,
    is_narrative,
    published,
)
from newsan.analyzers.dates.ranges import linked
from newsan.analyzers.dates.resolve import Resolver
from newsan.analyzers.dates.timeline import Mention, Timeline
from newsan.analyzers.document import Token
from newsan.analyzers.findings import Diagnostic, Finding, TimeExpression
from newsan.rules import RuleSet


class DatesAnalyzer:
    """Finds time expressions and says when they are, as TIMEX3 has it."""

    name: ClassVar[str] = "dates"
    requires: ClassVar[tuple[str, ...]] = ()
    provides: ClassVar[tuple[str, ...]] = ("dates",)

    def __init__(self, rules: RuleSet) -> None:
        self._grammar = Grammar(rules)
        self._cues = CueReader(rules)
        self._weights: Mapping[str, float] = rules.setting("dates.weights")
        self._narrative: Mapping[str, Any] = rules.setting("dates.narrative")
        self._short_ahead = int(rules.setting("dates.short-year-ahead"))
        self._glued = rules.lexicon("dates.glued-unit").entries
        self._dashes = frozenset(rules.lexicon("dates.dateline-mark").entries)
        self._links = rules.lexicon("dates.range-link").entries

    def analyze(self, article: Article) -> Mapping[str, Sequence[Finding]]:
        """The time expressions of an article, in order; a diagnostic says what they rest on."""
        language = article.language
        message = is_message(language.tokens)
        placed = [
            Placed(expression, sentence, number)
            for number, sentence in enumerate(language.sentences)
            for expression in self._grammar.expressions(language, sentence, message=message)
        ]
        when = published(article.document, language.tokens, placed, self._dashes)
        year = when.moment.year if when else None
        narrative = is_narrative(placed, year, self._narrative)
        if placed:
            article.diagnostics.append(_basis(when, narrative))
        modes = {"narrative" if narrative else "news", "message" if message else "", None}
        placed = [p for p in placed if p.expression.features.get("only") in modes]
        timeline = Timeline(when.moment if when else None, narrative, self._weights)
        order = article.options.date_order
        if order == "auto":
            order = _order_of(placed)
        found = self._resolved(article, placed, timeline, order)
        return {"dates": linked(found, article.document.shadow, self._links)}

    def _resolved(
        self, article: Article, placed: Sequence[Placed], timeline: Timeline, order: str
    ) -> list[TimeExpression]:
        tokens = article.language.tokens
        sentences = {id(p.expression): p.sentence for p in placed}
        current = [sentences[id(p.expression)] for p in placed[:1]]
        resolver = Resolver(
            timeline,
            lambda expression: self._cues.read(tokens, current[0], expression),
            self._glued,
            order,
            self._short_ahead,
        )
        found: list[TimeExpression] = []
        for place in placed:
            current[0] = place.sentence
            timeline.sentence = place.number
            for expression, meaning in _meanings(resolver, place.expression):
                finding = _finding(article.document.text, tokens, expression, meaning, len(found))
                found.append(finding)
                if meaning.moment is None:
                    continue
                aside = (
                    meaning.compared or _is_aside(tokens, place) or timeline.strays(meaning.moment)
                )
                timeline.note(Mention(meaning.moment, finding.id, place.number, aside))
        return found


def _meanings(resolver: Resolver, expression: Expression) -> Iterator[tuple[Expression, Meaning]]:
    """The expression with its meaning, or, when it has none as a whole, its parts with theirs."""
    meaning = resolver.resolve(expression)
    if meaning is not None:
        yield expression, meaning
        return
    for part in sorted(expression.inner(), key=lambda inner: inner.first):
        yield from _meanings(resolver, part)


def _finding(
    text: str, tokens: Sequence[Token], expression: Expression, meaning: Meaning, count: int
) -> TimeExpression:
    start, end = tokens[expression.first].start, tokens[expression.last - 1].end
    finding = TimeExpression(
        start=start,
        end=end,
        text=text[start:end],
        id=f"t{count + 1}",
        rule=expression.pattern.id,
        confidence=expression.pattern.precision,
        type=meaning.type,  # type: ignore[arg-type]
        value=meaning.value,
        mod=meaning.mod,
        quant=meaning.quant,
        freq=meaning.freq,
        zone=_zone(meaning),
        anchor=meaning.anchor,
        alternatives=meaning.alternatives[:2],
        note=meaning.note,
    )
    return _with_bounds(finding, meaning.moment)


def _zone(meaning: Meaning) -> str | None:
    return meaning.zone.offset or meaning.zone.zone if meaning.zone else None


def _with_bounds(finding: TimeExpression, moment: Moment | None) -> TimeExpression:
    if moment is None or not moment.dated:
        return finding
    try:
        earliest, latest = moment.first(), moment.last()
    except ValueError:
        return finding
    return replace(finding, earliest=earliest.isoformat(), latest=latest.isoformat())


_OPENING, _CLOSING = frozenset("(["), frozenset(")]")


def _is_aside(tokens: Sequence[Token], place: Placed) -> bool:
    """Whether an expression stands in brackets, or counts from the publication date."""
    expression = place.expression
    features = expression.features
    if features.get("means") == "moved" and (
        features.get("from") != "mention" or features["shift"] < 0
    ):
        return True
    if features.get("means") == "calendar" and "season" in features and "year" not in features:
        return True
    depth = 0
    for index in range(place.sentence.first, expression.first):
        depth += (tokens[index].folded in _OPENING) - (tokens[index].folded in _CLOSING)
    return depth > 0


def _order_of(placed: Sequence[Placed]) -> str:
    words = [str(p.expression.features.get("figures", "")) for p in placed]
    dates = [date for date in map(numeric_date, words) if date is not None]
    return figures_order(dates)


def _basis(when: Published | None, narrative: bool) -> Diagnostic:
    mode = "narrative" if narrative else "news"
    if when is None:
        message = "no publication date is known: relative dates keep their unknown parts as X"
        return Diagnostic(level="info", message=message, where="published", data={"mode": mode})
    message = f"relative dates count from {when.moment.value} ({when.source})"
    data = {"value": when.moment.value, "source": when.source, "mode": mode}
    return Diagnostic(level="info", message=message, where="published", data=data)
