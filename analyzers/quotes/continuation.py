"""Stretches between marks that no cue claims: whose words they are, seen from what precedes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsan.analyzers.quotes.cues import Cue
from newsan.analyzers.quotes.grammar import Range
from newsan.analyzers.quotes.marks import Stretch
from newsan.analyzers.quotes.quotation import Quotation

if TYPE_CHECKING:
    from newsan.analyzers.quotes.attribution import Attributor

# Words inside a sentence that nobody is said to have spoken are a quotation from so many tokens on.
_LONG = 5
_LONELY = 10
# Who speaks stands at most so many tokens after the words.
_NEAR = 25
_GOING_ON = frozenset([",", "!", "?", "—", "–", "-"])
_DASHES = frozenset(["-", "--", "–", "—", "―"])


class Continuation:
    """Finds the speaker of a stretch from a colon, the quotation before, or a subject before."""

    def __init__(self, attributor: Attributor) -> None:
        self.attributor = attributor
        self.tokens, self.sentences = attributor.tokens, attributor.sentences
        self.grammar, self.sentence_at = attributor.grammar, attributor.language.sentence_at

    def quotation(self, stretch: Stretch, latest: Quotation | None) -> Quotation | None:
        """What a stretch is, given the last quotation before it; None when it is no quotation."""
        opening = stretch.first - 1
        led = self._introduced(opening)
        if led is not None:
            return _made(stretch, "colon", *led)
        follower = self._follower(stretch)
        if follower is not None:
            return _made(stretch, "followed", None, follower)
        signed = self._signed(stretch)
        if signed is not None:
            return _made(stretch, "signature", None, signed)
        if latest is not None and self._is_split(latest, opening):
            return _continued(stretch, "split", latest)
        if self.sentences[self.sentence_at(opening)].first != opening:
            return self._embedded(stretch, opening)
        if latest is not None and self.attributor.same_paragraph(latest.last - 1, opening):
            return self._in_paragraph(stretch, opening, latest)
        return self._in_new_paragraph(stretch, opening, latest)

    def _is_split(self, before: Quotation, opening: int) -> bool:
        """Whether only the attribution of the quotation before stands between it and here."""
        cue, comma = before.cue, opening - 1
        return (
            cue is not None
            and bool(before.marked)
            and before.last <= cue.first < opening
            and self.grammar.tags[comma] == ","
            and cue.limit > opening
        )

    def _introduced(self, opening: int) -> tuple[Cue | None, Range | None] | None:
        """The cue and the speaker of "X went further:", "From the report:", before a stretch."""
        colon = opening - 1
        if colon < 1 or self.tokens[colon].folded != ":":
            return None
        first = self.sentences[self.sentence_at(colon)].first
        cues = [c for c in self.attributor.cues_near(colon) if c.last <= colon and c.subject]
        if cues:
            return cues[-1], cues[-1].subject
        return None, self._subject(first, colon) or self.grammar.phrase_before(colon, first)

    def _follower(self, stretch: Stretch) -> Range | None:
        """The subject of whatever verb follows a comma or a mark that ends no statement:
        “Never again,” Smith growled."""
        index = stretch.last + 1
        ending = self.tokens[self.attributor.last_word(stretch)].folded
        if not stretch.closed or index >= len(self.tokens) or ending not in _GOING_ON:
            return None
        if self._first(stretch) != stretch.first - 1 or self.attributor.is_title(stretch):
            return None
        if not self.attributor.same_paragraph(stretch.last, index):
            return None
        limit = min(self.sentences[self.sentence_at(index)].last, index + _NEAR)
        for verb in range(index, limit):
            if self.attributor.inside[verb] or self.grammar.tags[verb] in (".", "CC", ":"):
                return None
            if self.grammar.is_finite(verb):
                first = self.grammar.verb_group(verb, index).first
                if first <= index:
                    return self.grammar.full_phrase(verb + 1, limit)
                return self.grammar.subject_before(first, index)
        return None

    def _first(self, stretch: Stretch) -> int:
        """The first token of the sentence that a stretch begins in."""
        return self.sentences[self.sentence_at(stretch.first - 1)].first

    def _signed(self, stretch: Stretch) -> Range | None:
        """The name after a dash that ends the paragraph, or makes up the next one."""
        dash = stretch.last + 1
        if dash + 1 >= len(self.tokens) or self.tokens[dash].folded not in _DASHES:
            return None
        name = self.grammar.noun_phrase(dash + 1, len(self.tokens))
        if name is None or self.grammar.tags[name.last - 1] != "NNP":
            return None
        paragraph = self.sentences[self.sentence_at(name.last - 1)].paragraph
        after = name.last
        while after < len(self.tokens) and self.grammar.tags[after] in (",", "."):
            after += 1
        over = after >= len(self.tokens)
        if over or self.sentences[self.sentence_at(after)].paragraph != paragraph:
            return name
        return name if self.tokens[after - 1].folded == "," else None

    def _subject(self, first: int, last: int) -> Range | None:
        """The subject of the first finite verb among tokens first … last−1."""
        for index in range(first, last):
            if self.grammar.is_finite(index) and not self.attributor.inside[index]:
                group = self.grammar.verb_group(index, first)
                subject = self.grammar.subject_before(group.first, first)
                if subject is None or self.grammar.tags[subject.first] not in ("WP", "WDT"):
                    return subject
        return None

    def _embedded(self, stretch: Stretch, opening: int) -> Quotation | None:
        """Words inside a sentence of the author's."""
        if stretch.last - stretch.first < _LONG or self.attributor.is_title(stretch):
            return None
        sentence = self.sentences[self.sentence_at(opening)]
        cues = [c for c in self.attributor.cues_near(opening) if c.last <= opening and c.subject]
        if cues:
            return _made(stretch, "embedded", cues[-1], cues[-1].subject)
        if stretch.last - stretch.first < _LONELY:
            return None
        return _made(stretch, "alone", None, self._subject(sentence.first, opening))

    def _in_paragraph(self, stretch: Stretch, opening: int, latest: Quotation) -> Quotation:
        between = self.sentence_at(opening) - self.sentence_at(self._end(latest))
        if between > 1:
            before = self.sentences[self.sentence_at(opening) - 1]
            subject = self._subject(before.first, before.last)
            if subject is not None and self.grammar.tags[subject.last - 1] == "NNP":
                return _made(stretch, "after-subject", None, subject)
        return _continued(stretch, "split" if latest.marked else "after-report", latest)

    def _in_new_paragraph(
        self, stretch: Stretch, opening: int, latest: Quotation | None
    ) -> Quotation:
        number = self.sentence_at(opening)
        sentence = self.sentences[number]
        before = self.sentences[number - 1] if number else None
        if before is not None and before.paragraph == sentence.paragraph:
            subject = self._subject(before.first, before.last)
            if subject is not None and self._may_speak(subject):
                return _made(stretch, "after-subject", None, subject)
        if latest is None or self.sentence_at(self._end(latest)) != number - 1:
            return _made(stretch, "alone", None, None)  # better nobody than the wrong one
        return _continued(stretch, "floating", latest)

    def _end(self, quotation: Quotation) -> int:
        """The last token of a quotation and its attribution."""
        cue = quotation.cue
        return max(quotation.last - 1, cue.last - 1 if cue is not None else 0)

    def _may_speak(self, subject: Range) -> bool:
        return self.grammar.tags[subject.last - 1] in ("NNP", "PRP")


def _made(stretch: Stretch, rule: str, cue: Cue | None, speaker: Range | None) -> Quotation:
    return Quotation(stretch.first, stretch.last, rule, cue, speaker, None, [stretch])


def _continued(stretch: Stretch, rule: str, before: Quotation) -> Quotation:
    return Quotation(
        stretch.first,
        stretch.last,
        rule,
        before.cue,
        before.speaker,
        before.addressee if rule == "split" else None,
        [stretch],
        before if before.marked else None,
    )
