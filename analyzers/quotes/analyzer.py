"""The analyzer: quotes with their speakers, and how much each speaker is heard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from newsan.analyzers.article import Article
from newsan.analyzers.findings import Entity, Finding, Mark, Party, Piece, Quote, QuoteType
from newsan.analyzers.quotes.attribution import Attributor
from newsan.analyzers.quotes.grammar import Range, Words
from newsan.analyzers.quotes.marks import MarkScanner, Stretch
from newsan.analyzers.quotes.parties import Resolver, SpeakerNouns
from newsan.analyzers.quotes.predicates import Predicates
from newsan.analyzers.quotes.quotation import Quotation
from newsan.analyzers.quotes.sourcing import Sourcing
from newsan.analyzers.quotes.tally import count_words, tally
from newsan.rules import RuleSet

_UNMEASURED = 0.5
_TURNS = frozenset(["answer", "question-turn"])
_INSERTED = frozenset(["parenthetical", "final"])
# Kinds of speakers whom a headline may quote without a verb.
_SPEAK = frozenset(["person", "document", "anonymous", "group"])
# A quotation is direct when at least this share of its words stands between marks.
_DIRECT = 0.9


class QuotesAnalyzer:
    """Finds who said what: direct, mixed and indirect quotations."""

    name: ClassVar[str] = "quotes"
    requires: ClassVar[tuple[str, ...]] = ("entities",)
    provides: ClassVar[tuple[str, ...]] = ("quotes", "speakers", "marked")

    def __init__(self, rules: RuleSet) -> None:
        self._scanner = MarkScanner(rules.setting("quotes.marks"))
        self._precision: Mapping[str, Any] = rules.setting("quotes.precision")
        self._predicates = Predicates(rules)
        self._words = Words(rules)
        self._nouns = SpeakerNouns(rules)
        self._sourcing = Sourcing(rules)

    def analyze(self, article: Article) -> Mapping[str, Sequence[Finding]]:
        """Quotes and speakers; and, listed apart, phrases between marks that are no quotes."""
        language, text = article.language, article.document.text
        stretches = self._scanner.scan(text, language.tokens, language.paragraphs)
        attributor = Attributor(language, stretches, self._predicates, self._words)
        quotations = attributor.quotations()
        builder = _Builder(self, article, attributor)
        quotes = builder.quotes(quotations)
        marked = builder.marked([s for s in stretches if s.first not in attributor.owner])
        return {"quotes": quotes, "speakers": tally(quotes), "marked": marked}

    def confidence(self, quotation: Quotation) -> float:
        """The measured precision of the way a quotation was found, with that predicate."""
        measured = self._precision.get(quotation.rule, _UNMEASURED)
        if not isinstance(measured, Mapping):
            return float(measured)
        frame = quotation.cue.sense.frame.id if quotation.cue is not None else ""
        return float(measured.get(frame, measured["other"]))


class _Builder:
    """Makes the findings of one article."""

    def __init__(self, analyzer: QuotesAnalyzer, article: Article, attributor: Attributor) -> None:
        self.analyzer, self.attributor = analyzer, attributor
        self.text = article.document.text
        self.grammar = attributor.grammar
        self.resolver = Resolver(article, attributor.grammar, analyzer._nouns, attributor.inside)
        self.sourcing = analyzer._sourcing
        self.answers: Entity | None = None

    def quotes(self, quotations: Sequence[Quotation]) -> list[Quote]:
        quotations = [q for q in quotations if self._is_kept(q)]
        turns = (q.first for q in quotations if q.rule in _TURNS)
        first_turn = next(turns, None)
        if first_turn is not None:
            self.answers = self.resolver.person_before(first_turn)
        ids = {id(quotation): f"q{n}" for n, quotation in enumerate(quotations, 1)}
        return [self._quote(quotation, ids) for quotation in quotations]

    def turn_taker(self, quotation: Quotation, label: Party) -> Party:
        """Who speaks under "Q" or "A": who answers is the person whom the introduction names
        most, who asks is unknown."""
        unknown = replace(label, entity=None, name=self._name(label), kind="unknown", role=None)
        entity = self.answers
        if quotation.rule == "question-turn" or entity is None:
            return unknown
        return replace(unknown, entity=entity.id, name=entity.name, kind="person")

    def _name(self, label: Party) -> str:
        return label.mention.text if label.mention is not None else ""

    def _is_kept(self, quotation: Quotation) -> bool:
        """Whether the label of a headline is somebody who can speak, and what is asked isn't
        only not to be named."""
        if quotation.rule != "headline":
            cue = quotation.cue
            return cue is None or not self.sourcing.begins(self.grammar, cue.verb)
        party = self.resolver.party(quotation.speaker)
        return party is not None and (party.entity is not None or party.kind in _SPEAK)

    def _quote(self, quotation: Quotation, ids: Mapping[int, str]) -> Quote:
        cue = quotation.cue
        content = self._content(quotation)
        marked = self._marked_pieces(quotation)
        hedges: list[int] = []
        via: list[Range] = []
        reason = None
        speaker = self.resolver.party(quotation.speaker, self._reported(quotation))
        if quotation.rule in _TURNS and speaker is not None:
            speaker = self.turn_taker(quotation, speaker)
        if cue is not None:
            hedges = self.sourcing.hedging(self.grammar, cue)
            found = self.sourcing.via(self.grammar, cue, self.attributor.inside)
            via = [v for v in found if v.last <= quotation.first or v.first >= quotation.last]
            if speaker is not None and speaker.entity is None:
                reason = self.sourcing.reason(self.grammar, cue, self.attributor.inside)
                if reason is not None and speaker.kind == "unknown":
                    speaker = replace(speaker, kind="anonymous")
        before = quotation.after
        return Quote(
            start=content.start,
            end=content.end,
            text=content.text,
            id=ids[id(quotation)],
            rule=cue.sense.frame.id if cue is not None else f"quotes.{quotation.rule}",
            confidence=self.analyzer.confidence(quotation),
            type="direct" if quotation.verbatim else _type(content, marked),
            cue=self.resolver.piece(Range(cue.first, cue.last)) if cue is not None else None,
            speaker=speaker,
            addressee=self.resolver.party(quotation.addressee),
            via=tuple(self.resolver.piece(phrase) for phrase in via),
            hedges=tuple(self.resolver.piece(Range(i, i + 1)) for i in hedges),
            part_of=ids[id(before)] if before is not None else None,
            parent=ids.get(id(quotation.parent)),
            anonymity=self.resolver.piece(reason).text if reason is not None else None,
            marked=tuple(marked),
            complementizer=self._complementizer(quotation),
            how=quotation.rule,
        )

    def _reported(self, quotation: Quotation) -> Range | None:
        """The words of the author's before an inserted "she said": its content, or the subject
        that it cuts off ("Bob Ray, she said, “left.”")."""
        subject = quotation.speaker
        if quotation.cue is None or subject is None or subject.first - 1 <= quotation.cue.floor:
            return None
        before = Range(quotation.cue.floor, subject.first - 1)
        if quotation.rule in _INSERTED or self.grammar.noun_phrase(*before) == before:
            return before
        return None

    def _content(self, quotation: Quotation) -> Piece:
        """The words said, without the comma that belongs to the sentence around them."""
        last = quotation.last
        if last - 1 > quotation.first and self.grammar.tokens[last - 1].folded == ",":
            last -= 1
        return self.resolver.piece(Range(quotation.first, last))

    def _complementizer(self, quotation: Quotation) -> Piece | None:
        index = quotation.complementizer
        return self.resolver.piece(Range(index, index + 1)) if index is not None else None

    def _marked_pieces(self, quotation: Quotation) -> list[Piece]:
        return [
            Piece(start=span.start, end=span.end, text=self.text[span.start : span.end])
            for stretch in quotation.marked
            for span in stretch.pieces
        ]

    def marked(self, stretches: Sequence[Stretch]) -> list[Mark]:
        """Phrases between marks that nobody is quoted with: scare quotes, titles, nicknames."""
        return [
            Mark(
                start=stretch.start,
                end=stretch.end,
                text=self.text[stretch.start : stretch.end],
                id=f"w{number}",
                rule="quotes.marked-phrase",
                confidence=float(self.analyzer._precision["marked-phrase"]),
                list="marked-phrase",
                cue=self.text[stretch.start : stretch.end],
                note=self._note(stretch),
            )
            for number, stretch in enumerate(stretches, 1)
        ]

    def _note(self, stretch: Stretch) -> str:
        """Whether a marked phrase looks like a nickname, a title, or words held at a distance."""
        tags = self.grammar.tags
        before, after = stretch.first - 2, stretch.last + 1
        if not self.attributor.is_title(stretch):
            return "scare quotes"
        if before >= 0 and after < len(tags) and tags[before] == tags[after] == "NNP":
            return "nickname"
        return "title"


def _type(content: Piece, marked: Sequence[Piece]) -> QuoteType:
    if not marked:
        return "indirect"
    inside = sum(count_words(piece.text) for piece in marked)
    return "direct" if inside >= _DIRECT * count_words(content.text) else "mixed"
