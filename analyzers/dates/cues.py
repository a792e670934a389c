"""Words beside a date that say whether it lies ahead or behind: tense, prepositions, plans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from newsan.analyzers.dates.grammar import Expression
from newsan.analyzers.dates.timeline import Cues
from newsan.analyzers.document import Sentence, Token
from newsan.rules import RuleSet


class CueReader:
    """Reads the `dates.cue-*` and `dates.preposition-*` lexicons around an expression."""

    def __init__(self, rules: RuleSet) -> None:
        self._future = _weights(rules, "dates.cue-future")
        self._past = _weights(rules, "dates.cue-past")
        self._before_future = _weights(rules, "dates.preposition-future")
        self._before_past = _weights(rules, "dates.preposition-past")
        self._border = frozenset(rules.lexicon("dates.clause-border").entries)
        self._skip = frozenset(rules.lexicon("dates.determiner").entries)
        suffixes = _weights(rules, "dates.past-suffix")
        self._suffixes = tuple(suffixes)
        self._suffix_weight = max(suffixes.values(), default=0.0)
        settings = rules.setting("dates.cues")
        self._before, self._after = int(settings["before"]), int(settings["after"])
        self._beyond = float(settings["beyond-clause"])

    def read(self, tokens: Sequence[Token], sentence: Sentence, expression: Expression) -> Cues:
        """What speaks for past and future around an expression of a sentence."""
        start = max(sentence.first, expression.first - self._before)
        before = [_with_next(tokens, i) for i in range(expression.first - 1, start - 1, -1)]
        end = min(sentence.last, expression.last + self._after)
        after = [_with_next(tokens, i) for i in range(expression.last, end)]
        past, future = map(sum, zip(self._sums(before), self._sums(after), strict=True))
        words = [word for word, _ in before[:3] if word not in self._skip][:1]
        inside = [tokens[expression.first].folded]
        return Cues(
            past=min(past, 1.5),
            future=min(future, 1.5),
            before_past=sum(self._before_past.get(word, 0.0) for word in words + inside),
            before_future=sum(self._before_future.get(word, 0.0) for word in words + inside),
        )

    def _sums(self, words: Iterable[tuple[str, str]]) -> tuple[float, float]:
        past = future = 0.0
        factor = 1.0
        for word, pair in words:
            if word in self._border:
                factor *= self._beyond
                continue
            future += factor * self._future.get(pair, 0.0)
            future += factor * self._future.get(word, 0.0)
            if word in self._past:
                past += factor * self._past[word]
            elif len(word) > 4 and word.endswith(self._suffixes):
                past += 0.0 if word in self._future else factor * self._suffix_weight
        return past, future


def _with_next(tokens: Sequence[Token], index: int) -> tuple[str, str]:
    """A word, and the pair that it makes with the one behind it ("is to")."""
    word = tokens[index].folded
    return word, f"{word} {tokens[index + 1].folded}" if index + 1 < len(tokens) else word


def _weights(rules: RuleSet, lexicon: str) -> dict[str, float]:
    entries = rules.lexicon(lexicon).entries
    return {word: float(attributes["weight"]) for word, attributes in entries.items()}
