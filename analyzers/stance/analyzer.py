"""The stance analyzer: stances, portrayals and marks of one article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from newsan.analyzers.article import Article
from newsan.analyzers.document import Sentence
from newsan.analyzers.findings import Entity, Evidence, Finding, Mark, Party, Piece, Quote, Stance
from newsan.analyzers.stance.clues import ClueFinder, FrameIndex
from newsan.analyzers.stance.gathering import Gathering, Shown
from newsan.analyzers.stance.marks import MarkFinder, scoped
from newsan.analyzers.stance.predication import PredicationReader, Reading
from newsan.analyzers.stance.scene import Costs, Reference, Scene
from newsan.analyzers.stance.voice import Voices
from newsan.rules import RuleSet
from newsan.rules.loader import inflector


class StanceAnalyzer:
    """Finds who stands where towards whom, who is shown in what light, and marked words."""

    name: ClassVar[str] = "stance"
    requires: ClassVar[tuple[str, ...]] = ("entities",)
    provides: ClassVar[tuple[str, ...]] = ("stances", "portrayals", "marks")

    def __init__(self, rules: RuleSet) -> None:
        self._index = FrameIndex.of(rules, inflector().forms)
        self._predications = PredicationReader(rules, ClueFinder(rules, self._index))
        self._marks = MarkFinder(rules)
        self._costs = Costs.of(rules)
        self._first_person = rules.lexicon("stance.first-person").entries
        self._least: float = rules.setting("stance.least-confidence")
        self._gathering = Gathering(rules)

    def analyze(self, article: Article) -> Mapping[str, Sequence[Finding]]:
        """The layers stances, portrayals and marks of an article."""
        quotes: Sequence[Quote] = article.layer("quotes")
        voices = Voices(quotes, [(q.start, q.end) for q in quotes if q.type == "direct"])
        marks = self._marks.find(article, voices)
        shown = [
            _shown(scene, reading, voices, marks)
            for scene in self._scenes(article, voices)
            for reading in self._predications.readings(scene)
            if reading.confidence >= self._least
        ]
        stances = self._gathering.stances(shown)
        return {
            "stances": stances,
            "portrayals": (),
            "marks": scoped(marks, _scopes(marks, stances, quotes)),
        }

    def _scenes(self, article: Article, voices: Voices) -> Iterator[Scene]:
        """The sentences in which somebody is spoken of and a predicate may show a stance."""
        language = article.language
        named = _references(article)
        for number, sentence in enumerate(language.sentences):
            if not self._index.occurs(language.tokens, sentence.first, sentence.last):
                continue
            references = [*named.get(number, ()), *self._speakers(article, sentence, voices)]
            if references:
                yield Scene(language, sentence, references, self._costs)

    def _speakers(
        self, article: Article, sentence: Sentence, voices: Voices
    ) -> Iterator[Reference]:
        """The first persons of a quotation: its speaker speaks of himself."""
        tokens = article.language.tokens
        for index in range(sentence.first, sentence.last):
            token = tokens[index]
            if token.folded in self._first_person:
                quote = voices.quote_at(token.start, token.end)
                if quote and quote.speaker:
                    piece = Piece(start=token.start, end=token.end, text=token.text)
                    party = replace(quote.speaker, mention=piece)
                    yield Reference(index, index + 1, _key(party), party)


def _key(party: Party) -> str:
    return party.entity or f"name:{party.name.lower()}"


def _references(article: Article) -> dict[int, list[Reference]]:
    """All mentions of all entities, by the number of their sentence."""
    language = article.language
    found: dict[int, list[Reference]] = {}
    entities: Sequence[Entity] = article.layer("entities")
    for entity in entities:
        for mention in entity.mentions:
            first = language.token_at(mention.start)
            last = language.token_at(mention.end - 1) + 1
            if not 0 <= first < last:
                continue
            party = Party(
                mention=Piece(start=mention.start, end=mention.end, text=mention.text),
                entity=entity.id,
                name=entity.name,
                kind="entity",
            )
            reference = Reference(first, last, entity.id, party)
            found.setdefault(language.sentence_at(first), []).append(reference)
    return found


def _shown(scene: Scene, reading: Reading, voices: Voices, marks: Sequence[Mark]) -> Shown:
    piece = scene.piece(reading.first, reading.last)
    quote = voices.quote_at(piece.start, piece.end)
    evidence = Evidence(
        start=piece.start,
        end=piece.end,
        text=piece.text,
        rule=reading.rule,
        confidence=round(reading.confidence, 3),
        polarity=reading.polarity,
        strength=reading.strength,
        voice=voices.voice(piece.start, piece.end),
        holder=reading.holder.party.mention,
        target=reading.target.party.mention,
        negated=reading.negated,
        modal=reading.doubt,
        quote=quote.id if quote else None,
        hedges=_hedges(scene, reading, marks),
        distance=round(reading.distance),
    )
    holder, target = reading.holder, reading.target
    return Shown(holder.key, holder.party, target.key, target.party, evidence)


def _hedges(scene: Scene, reading: Reading, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    """The hedges between the holder and the end of the evidence, with its verb group."""
    first = min(reading.group, reading.holder.first, reading.target.first)
    last = max(reading.last, reading.target.last)
    start, end = scene.tokens[first].start, scene.tokens[last - 1].end
    return tuple(
        Piece(start=m.start, end=m.end, text=m.text)
        for m in marks
        if m.list == "hedge" and start <= m.start and m.end <= end
    )


def _scopes(
    marks: Sequence[Mark], stances: Sequence[Stance], quotes: Sequence[Quote]
) -> dict[str, list[str]]:
    """By the id of a mark, the ids of the quotations and stances that it weakens."""
    scopes: dict[str, list[str]] = {}
    for mark in marks:
        ids = [q.id for q in quotes if any(h.start == mark.start for h in q.hedges)]
        ids += [q.id for q in quotes if q.start <= mark.start and mark.end <= q.end]
        ids += [
            stance.id
            for stance in stances
            if any(h.start == mark.start for e in stance.evidence for h in e.hedges)
        ]
        if ids and mark.list == "hedge":
            scopes[mark.id] = list(dict.fromkeys(ids))
    return scopes
