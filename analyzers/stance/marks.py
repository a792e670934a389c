"""Hedges, vague sourcing, loaded and framing words.

Each list is a pack of its own; a word's confidence is its measured precision. A framing verb is a
reporting frame whose tone is not neutral.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from newsan.analyzers.article import Article
from newsan.analyzers.document import Sentence
from newsan.analyzers.findings import Entity, Mark
from newsan.analyzers.stance.voice import Voices
from newsan.rules import Frame, RuleSet
from newsan.rules.loader import inflector
from newsan.rules.matcher import LanguageLike, Match, PatternMatcher, best
from newsan.rules.phrases import Hit, PhraseMatcher

if TYPE_CHECKING:
    from newsan.analyzers.language import Language

#: The lexicons of marks, by the start of their ids, and the list that each makes.
LISTS: Mapping[str, str] = {"hedges": "hedge", "vague.phrase": "vague", "loaded": "loaded"}
_FRAMING = "framing"


@dataclass(frozen=True, slots=True)
class _Found:
    """A mark by its tokens, before it becomes a finding."""

    first: int
    last: int
    rule: str
    list: str
    cue: str
    confidence: float
    note: str | None = None


class MarkFinder:
    """Finds the marks of an article; built once from the rules."""

    def __init__(self, rules: RuleSet) -> None:
        self._lexicons = {
            name: PhraseMatcher(rules.lexicons(prefix)) for prefix, name in LISTS.items()
        }
        self._patterns = PatternMatcher(rules.patterns("mark"), rules)
        self._framing = _framing_forms(rules)

    def find(self, article: Article, voices: Voices) -> tuple[Mark, ...]:
        """The marks in order of their spans, numbered; `scope` is left empty."""
        language = article.language
        names = _names(article)
        found = [
            mark
            for sentence in language.sentences
            for mark in _without_overlaps(self._in_sentence(language, sentence))
            if names.isdisjoint(range(mark.first, mark.last))
        ]
        return tuple(_mark(article, voices, item, number) for number, item in enumerate(found, 1))

    def _in_sentence(self, language: Language, sentence: Sentence) -> Iterator[_Found]:
        first, last = sentence.first, sentence.last
        for name, matcher in self._lexicons.items():
            for hit in matcher.finditer(language.tokens, first, last, language.tags):
                if not _is_name(language, hit):
                    yield _of_hit(name, hit)
        for match in best(self._patterns.finditer(cast("LanguageLike", language), first, last)):
            yield _of_match(match, language)
        yield from self._framing_words(language, first, last)

    def _framing_words(self, language: Language, first: int, last: int) -> Iterator[_Found]:
        for index in range(first, last):
            frame = self._framing.get(language.tokens[index].folded)
            if frame and language.tags[index].startswith("VB"):
                tone = str(frame.attributes["tone"])
                cue = language.tokens[index].folded
                yield _Found(index, index + 1, frame.id, _FRAMING, cue, frame.precision, note=tone)


def scoped(marks: Iterable[Mark], scopes: Mapping[str, Iterable[str]]) -> tuple[Mark, ...]:
    """The marks, each with the ids of the findings that it weakens."""
    return tuple(
        replace(mark, scope=tuple(scopes[mark.id])) if mark.id in scopes else mark for mark in marks
    )


def _framing_forms(rules: RuleSet) -> dict[str, Frame]:
    """The forms of the reporting verbs that say something of the author's view of the claim."""
    forms: dict[str, Frame] = {}
    inflect = inflector().forms
    for frame in rules.frames():
        tone = frame.attributes.get("tone", "neutral")
        if tone == "neutral" or frame.pos != "verb" or frame.particle:
            continue
        for lemma in frame.lemmas:
            for form in inflect(lemma, "verb"):
                forms.setdefault(form, frame)
    return forms


def _names(article: Article) -> frozenset[int]:
    """The tokens of names: their words mark nothing."""
    if article.options.given is not None:
        return frozenset()
    at = article.language.token_at
    entities: Sequence[Entity] = article.layer("entities")
    return frozenset(
        token
        for entity in entities
        for mention in entity.mentions
        if mention.kind == "name"
        for token in range(at(mention.start), at(mention.end - 1) + 1)
    )


def _is_name(language: Language, hit: Hit) -> bool:
    """Whether a word in capitals is part of a name: "IF Metall"."""
    if hit.last - hit.first > 1 or not language.tags[hit.first].startswith("NNP"):
        return False
    around = (hit.first - 1, hit.last)
    return any(0 <= i < len(language.tags) and language.tags[i].startswith("NNP") for i in around)


def _of_hit(name: str, hit: Hit) -> _Found:
    confidence = float(hit.attributes.get("precision", hit.lexicon.precision))
    note = hit.attributes.get("note")
    return _Found(hit.first, hit.last, hit.lexicon.id, name, hit.phrase, confidence, note)


def _of_match(match: Match, language: Language) -> _Found:
    tokens = language.tokens[match.first : match.last]
    cue = " ".join(token.folded for token in tokens)
    name = str(match.pattern.fields["list"])
    pattern = match.pattern
    return _Found(match.first, match.last, pattern.id, name, cue, pattern.precision)


def _without_overlaps(found: Iterable[_Found]) -> list[_Found]:
    """Of marks of one list that overlap, the longer."""
    kept: list[_Found] = []
    taken: set[tuple[str, int]] = set()
    for item in sorted(found, key=lambda f: (f.first - f.last, f.first)):
        places = {(item.list, index) for index in range(item.first, item.last)}
        if taken.isdisjoint(places):
            taken |= places
            kept.append(item)
    return sorted(kept, key=lambda f: (f.first, f.last, f.list))


def _mark(article: Article, voices: Voices, item: _Found, number: int) -> Mark:
    tokens = article.language.tokens
    start, end = tokens[item.first].start, tokens[item.last - 1].end
    return Mark(
        start=start,
        end=end,
        text=article.document.text[start:end],
        id=f"m{number}",
        rule=item.rule,
        confidence=item.confidence,
        list=item.list,
        cue=item.cue,
        voice=voices.voice(start, end),
        note=item.note,
    )
