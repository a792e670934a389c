"""Sums of money in news: an analyzer for newsan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from newsan.analyzers.article import Article
from newsan.analyzers.findings import Finding
from newsan.rules import Match, PatternMatcher, RuleSet, best

#: The rule file, for the entry point `newsan.rules`.
RULES = str(Path(__file__).with_name("money.yaml"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Money(Finding):
    """A sum: how much, in which currency (ISO 4217)."""

    amount: float
    currency: str


class MoneyAnalyzer:
    """Finds sums of money."""

    name: ClassVar[str] = "money"
    requires: ClassVar[tuple[str, ...]] = ()
    provides: ClassVar[tuple[str, ...]] = ("money",)

    def __init__(self, rules: RuleSet) -> None:
        self._patterns = PatternMatcher(rules.patterns("money"), rules)

    def analyze(self, article: Article) -> Mapping[str, Sequence[Finding]]:
        """The sums of an article, in order of the text."""
        language = article.language
        matches = [
            match
            for sentence in language.sentences
            for match in best(self._patterns.finditer(language, sentence.first, sentence.last))
        ]
        found = [self._money(article, match, number) for number, match in enumerate(matches, 1)]
        return {"money": [money for money in found if money is not None]}

    def _money(self, article: Article, match: Match, number: int) -> Money | None:
        tokens = article.language.tokens
        start, end = tokens[match.first].start, tokens[match.last - 1].end
        figure = tokens[match.captures["figure"].first].text.replace(",", "")
        try:
            amount = float(figure)
        except ValueError:
            return None
        scale, currency = match.captures.get("scale"), match.captures["currency"]
        factor = (scale.attributes or {})["factor"] if scale else 1
        return Money(
            start=start,
            end=end,
            text=article.document.text[start:end],
            id=f"money{number}",
            rule=match.pattern.id,
            confidence=match.pattern.precision,
            amount=amount * factor,
            currency=(currency.attributes or {})["currency"],
        )
