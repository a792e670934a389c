"""The stance analyzer: stances, portrayals and marks of one article."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from newsan.analyzers.article import Article
from newsan.analyzers.document import Sentence
from newsan.analyzers.findings import Evidence, Finding, Mark, Piece, Quote, Stance
from newsan.analyzers.language import Language
from newsan.analyzers.stance.author import AuthorReader
from newsan.analyzers.stance.clues import ClueFinder, FrameIndex
from newsan.analyzers.stance.content import ContentReader, without_known
from newsan.analyzers.stance.features import SceneFeatures
from newsan.analyzers.stance.gathering import Gathering, Lit, Shown, portrayals
from newsan.analyzers.stance.links import Linker
from newsan.analyzers.stance.marks import MarkFinder, scoped
from newsan.analyzers.stance.portrayal import Light, Portrayer
from newsan.analyzers.stance.predication import PredicationReader, Reading
from newsan.analyzers.stance.references import FirstPersons, mentions
from newsan.analyzers.stance.scene import Costs, Reference, Scene
from newsan.analyzers.stance.valence import Valence
from newsan.analyzers.stance.voice import Voices
from newsan.rules import RuleSet
from newsan.rules.loader import inflector


class StanceAnalyzer:
    """Finds who stands where towards whom, who is shown in what light, and marked words."""

    name: ClassVar[str] = "stance"
    requires: ClassVar[tuple[str, ...]] = ("entities", "quotes", "marked")
    provides: ClassVar[tuple[str, ...]] = ("stances", "portrayals", "marks")

    def __init__(self, rules: RuleSet) -> None:
        self._index = FrameIndex.of(rules, inflector().forms)
        self._clues = ClueFinder(rules, self._index)
        self._linker = Linker(rules)
        self._valence = Valence(rules)
        self._predications = PredicationReader(rules, self._linker, self._valence)
        self._content = ContentReader(rules, self._valence)
        self._author = AuthorReader(rules, self._valence)
        self._portrayer = Portrayer(rules)
        self._marks = MarkFinder(rules)
        self._costs = Costs.of(rules)
        self._first_persons = FirstPersons(rules)
        self._least: float = rules.setting("stance.least-confidence")
        self._gathering = Gathering(rules)

    def analyze(self, article: Article) -> Mapping[str, Sequence[Finding]]:
        """The layers stances, portrayals and marks of an article."""
        quotes: Sequence[Quote] = article.layer("quotes")
        pieces = [piece for quote in quotes for piece in quote.marked]
        voices = Voices(quotes, [*pieces, *article.layer("marked")])
        marks = self._marks.find(article, voices)
        hedges = _Hedges(marks)
        shown: list[Shown] = []
        lights: dict[str, list[Lit]] = {}
        for scene in self._scenes(article, voices):
            for reading in self._readings(scene, voices):
                shown.append(_shown(scene.scene, reading, voices, hedges))
            for lit in self._lights(scene, voices):
                lights.setdefault(lit.entity, []).append(lit)
        stances = self._gathering.stances(shown)
        return {
            "stances": stances,
            "portrayals": portrayals(lights),
            "marks": scoped(marks, hedges.scopes(stances, quotes, voices)),
        }

    def _readings(self, scene: SceneFeatures, voices: Voices) -> list[Reading]:
        """The stances that a sentence shows by its predicates and by what is said in it."""
        readings = [
            reading
            for reading in self._predications.readings(scene.scene, scene.clues)
            if reading.confidence >= self._least
        ]
        content = without_known(self._content.readings(scene, voices), readings)
        return [*readings, *content, *self._author.readings(scene, voices)]

    def features(
        self, language: Language, sentence: Sentence, references: Sequence[Reference]
    ) -> SceneFeatures:
        """A sentence with these references, as all parts of the analyzer see it."""
        scene = Scene(language, sentence, references, self._costs)
        occurs = self._index.occurs(language.tokens, sentence.first, sentence.last)
        clues = tuple(self._clues.finditer(scene)) if occurs else ()
        return SceneFeatures(scene, clues, self._valence, self._linker)

    def _scenes(self, article: Article, voices: Voices) -> Iterator[SceneFeatures]:
        """The sentences in which somebody is spoken of."""
        language = article.language
        named = mentions(article)
        for number, sentence in enumerate(language.sentences):
            speakers = list(self._first_persons.references(language, sentence, voices))
            taken = {reference.first for reference in speakers}
            others = [r for r in named.get(number, ()) if r.first not in taken]
            references = [*others, *speakers]
            if references:
                yield self.features(language, sentence, references)

    def _lights(self, scene: SceneFeatures, voices: Voices) -> Iterator[Lit]:
        """In what light a sentence shows each of its entities."""
        by_key: dict[str, list[Reference]] = {}
        for reference in scene.scene.references:
            if reference.party.kind == "entity":
                by_key.setdefault(reference.key, []).append(reference)
        for key, references in by_key.items():
            light = self._portrayer.light(scene, references)
            if light.polarity:
                piece = _judgement(scene.scene, light)
                voice = voices.voice(piece.start, piece.end)
                yield Lit(key, references[0].party, light, piece, voice)


def _judgement(scene: Scene, light: Light) -> Piece:
    """The word that says most; where no single word is a judgement, the sentence."""
    if light.token >= 0:
        return scene.piece(light.token, light.token + 1)
    return scene.piece(scene.first, scene.last)


def _shown(scene: Scene, reading: Reading, voices: Voices, hedges: _Hedges) -> Shown:
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
        hedges=hedges.of(scene, reading),
        distance=round(sum(reading.distances)),
    )
    holder, target = reading.holder, reading.target
    return Shown(holder.key, holder.party, target.key, target.party, evidence)


class _Hedges:
    """The hedges of an article, asked by place."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._marks = [mark for mark in marks if mark.list == "hedge"]
        self._starts = [mark.start for mark in self._marks]

    def of(self, scene: Scene, reading: Reading) -> tuple[Piece, ...]:
        """The hedges between the holder and the end of the evidence, with its verb group."""
        first = min(reading.group, reading.holder.first, reading.target.first)
        last = max(reading.last, reading.target.last)
        start, end = scene.tokens[first].start, scene.tokens[last - 1].end
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return tuple(Piece(start=m.start, end=m.end, text=m.text) for m in self._marks[low:high])

    def scopes(
        self, stances: Sequence[Stance], quotes: Sequence[Quote], voices: Voices
    ) -> dict[str, list[str]]:
        """By the id of a hedge, the ids of the quotations and stances that it weakens."""
        weakened: dict[int, list[str]] = {}
        for quote in quotes:
            for hedge in quote.hedges:
                weakened.setdefault(hedge.start, []).append(quote.id)
        for stance in stances:
            for start in {h.start for e in stance.evidence for h in e.hedges}:
                weakened.setdefault(start, []).append(stance.id)
        scopes: dict[str, list[str]] = {}
        for mark in self._marks:
            around = voices.quote_at(mark.start, mark.end)
            ids = ([around.id] if around else []) + weakened.get(mark.start, [])
            if ids:
                scopes[mark.id] = list(dict.fromkeys(ids))
        return scopes
