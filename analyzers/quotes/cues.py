"""Cues: where a sentence has a reporting predicate, who its subject is, and what follows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsan.analyzers.quotes.complements import CLAUSES, Complement, ComplementReader
from newsan.analyzers.quotes.grammar import Grammar, Range, VerbGroup
from newsan.analyzers.quotes.predicates import Predicates, Sense, takes

# A verb without a subject takes that of a verb at most so many tokens before it.
_BACK = 80


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting predicate in its sentence. `first` … `last` are the words of the predicate."""

    first: int
    verb: int
    last: int
    form: str
    senses: tuple[Sense, ...]
    subject: Range | None
    inverted: bool
    complement: Complement
    floor: int
    limit: int

    @property
    def sense(self) -> Sense:
        """The sense that fits the complement, or the first."""
        return self.complement.sense or self.senses[0]


class CueFinder:
    """Finds the cues of one document. `inside` marks the tokens between quotation marks,
    `opening` maps the token of an opening mark to True."""

    def __init__(
        self,
        grammar: Grammar,
        predicates: Predicates,
        inside: bytearray,
        opening: frozenset[int],
        closing: frozenset[int],
    ) -> None:
        self.grammar, self.predicates = grammar, predicates
        self.inside, self.opening, self.closing = inside, opening, closing
        self.earlier: list[Cue] = []
        self.complements = ComplementReader(grammar, inside, opening)

    def cues(self, first: int, last: int) -> Iterator[Cue]:
        """The cues among tokens first … last−1 (one sentence) that stand outside the marks."""
        grammar = self.grammar
        verbs, phrases = self.predicates.verbs, self.predicates.phrases
        self.earlier = []
        floor = first
        if first > 0 and grammar.tags[first] == ",":
            floor = max(0, first - 40)
        for index in range(first, last):
            if self.inside[index]:
                continue
            if index > first and grammar.tags[index - 1] == "HYPH":
                continue
            if grammar.is_verb(index) or self._may_be_verb(index, first, last):
                senses = verbs.get(grammar.tokens[index].folded)
                if senses:
                    cue = self._verb_cue(index, senses, floor, last)
                    if cue is not None:
                        yield cue
            elif grammar.tags[index] in ("NN", "NNS"):
                senses = self.predicates.nouns.get(grammar.tokens[index].folded)
                if senses:
                    cue = self._noun_cue(index, senses, floor, last)
                    if cue is not None:
                        yield cue
            if grammar.tokens[index].folded in phrases:
                cue = self._phrase_cue(index, first, last)
                if cue is not None:
                    yield cue

    # --- verbs ------------------------------------------------------------------------------

    def _verb_cue(self, index: int, senses: Sequence[Sense], floor: int, limit: int) -> Cue | None:
        grammar = self.grammar
        group = grammar.verb_group(index, floor)
        fitting = [s for s in senses if self.grammar.has_words(index + 1, s.particle, limit)]
        if not fitting:
            return None
        longest = max(len(s.particle) for s in fitting)
        fitting = [s for s in fitting if len(s.particle) == longest]
        last = index + 1 + longest
        complement = self.complements.after(last, limit, fitting)
        form = self._form(group, complement, floor)
        if form in ("passive", "participle") and complement.kind in ("noun phrase", "gerund"):
            return None
        subject, inverted = self._subject(group, form, last, floor, limit, fitting)
        if inverted and subject is not None:
            complement = Complement("", subject.last, None)
        elif form == "infinitive" and complement.kind not in CLAUSES:
            complement = Complement("", last, None)
        cue = Cue(
            group.first, index, last, form, tuple(fitting), subject, inverted, complement,
            floor, limit,
        )  # fmt: skip
        self.earlier.append(cue)
        return cue

    def _form(self, group: VerbGroup, complement: Complement, floor: int) -> str:
        """The form of a verb group, where the tags alone mislead put right."""
        if group.passive:
            return "passive"
        if group.form == "participle" and self._is_past(group, complement, floor):
            return "finite"
        past = self.grammar.tags[group.verb] in ("VBD", "VBN")
        if group.form == "finite" and group.first == floor and past:
            return "participle"
        return group.form

    def _subject(
        self,
        group: VerbGroup,
        form: str,
        last: int,
        floor: int,
        limit: int,
        senses: Sequence[Sense],
    ) -> tuple[Range | None, bool]:
        """Who says it, and whether the subject stands after the verb."""
        if form in ("passive", "participle"):
            return self._agent(last, limit), False
        if form != "finite":
            return self._controller(group, floor, limit), False
        tells = any("object" in sense.addressee for sense in senses) or not takes(senses, "clause")
        return self._finite_subject(group, last, floor, limit, tells)

    def _is_past(self, group: VerbGroup, complement: Complement, floor: int) -> bool:
        """Whether a word tagged as a bare participle is the past tense of its clause."""
        before = group.first - 1
        if before < floor:
            return False
        if complement.kind in CLAUSES or self.grammar.tags[before] in ("NNP", "PRP"):
            return True
        if self.grammar.tags[before] in ("NN", "NNS"):
            after = group.verb + 1  # “Never,” one aide tweeted.
            return after < len(self.grammar.tags) and self.grammar.tags[after] == "."
        return bool(complement.kind) and self.grammar.tags[before] in (",", "-RRB-")

    def _finite_subject(
        self, group: VerbGroup, last: int, floor: int, limit: int, tells: bool
    ) -> tuple[Range | None, bool]:
        grammar = self.grammar
        before = group.first - 1
        if before in self.closing or (before - 1 in self.closing and grammar.tags[before] == ","):
            subject = grammar.subject_after(last, limit)
            if subject is not None and self._ends_clause(subject.last, limit):
                return subject, True
        elif grammar.tags[before] == "," and not tells:
            subject = grammar.subject_after(last, limit)
            if (
                subject is not None
                and grammar.tokens[subject.last - 1].folded not in grammar.words.time
                and (subject.last >= limit or grammar.tags[subject.last] in (",", ".", "IN"))
            ):
                return subject, True
        subject = grammar.subject_before(group.first, self._floor(group.first, floor))
        if subject is None:
            subject = self._controller(group, floor, limit)
        return subject, False

    def _ends_clause(self, index: int, limit: int) -> bool:
        """Whether no finite verb follows directly: then what stood before was no subject."""
        grammar = self.grammar
        while index < limit and grammar.is_adverb(index):
            index += 1
        return index >= limit or not grammar.is_finite(index)

    def _floor(self, index: int, floor: int) -> int:
        """The sentence's start, or the last closing mark before `index`."""
        for i in range(index - 1, floor - 1, -1):
            if i in self.closing:
                return i + 1
        return floor

    def _controller(self, group: VerbGroup, floor: int, limit: int) -> Range | None:
        """Who does what a verb without a subject of its own says: that of the verb before it."""
        grammar = self.grammar
        before = group.first - 1
        if group.form == "gerund" and before > floor and not grammar.is_verb(before):
            phrase = grammar.phrase_before(grammar.before_adverbs(group.first, floor), floor)
            if phrase is not None and (
                grammar.tokens[phrase.first - 1].folded in grammar.words.absolute
            ):
                return phrase
        fallback = None
        for index in range(before, max(floor, before - _BACK) - 1, -1):
            if self.inside[index] or not grammar.is_finite(index):
                continue
            reporting = self._reported_by(index)
            if reporting is not None:
                subject = reporting.subject
            else:
                other = grammar.verb_group(index, floor)
                subject = grammar.subject_before(other.first, self._floor(other.first, floor))
            if subject is not None:
                joined = grammar.tags[before] == "CC"
                if not self._is_embedded(subject, floor, joined):
                    return subject
                fallback = fallback or subject
        if fallback is not None:
            return fallback
        if group.form == "gerund" and before > floor and grammar.tags[before - 1] == ",":
            return grammar.phrase_before(before - 1, floor)  # "Smith, after saying …"
        if group.first > floor + 1:
            return None
        for index in range(group.last, min(limit, group.last + 40)):
            if grammar.tags[index] == "," and not self.inside[index]:
                phrase = grammar.full_phrase(index + 1, limit)
                if phrase is not None:
                    return phrase
        return None

    def _reported_by(self, index: int) -> Cue | None:
        """The cue that reports the clause in which a verb stands, or is that verb."""
        for cue in self.earlier:
            start = cue.complement.start
            if cue.verb == index or (cue.complement.kind in CLAUSES and start <= index):
                return cue
        return None

    def _is_embedded(self, subject: Range, floor: int, joined: bool) -> bool:
        """Whether a clause is subordinate: something that subordinates stands before its subject,
        or is it. A verb joined by a conjunction shares the subject of an adverbial clause."""
        tags = self.grammar.tags
        before = subject.first - 1
        if joined and before >= floor and not self.grammar.is_that(before):
            return tags[subject.first] in ("WP", "WDT") or tags[before] in ("WDT", "WP")
        return tags[subject.first] in ("WP", "WDT") or (
            before >= floor and tags[before] in ("IN", "WDT", "WRB", "WP")
        )

    def _may_be_verb(self, index: int, floor: int, limit: int) -> bool:
        """Whether a word tagged as a noun stands where only a verb can: "Smith notes.\""""
        grammar = self.grammar
        if grammar.tags[index] not in ("NN", "NNS", "JJ", "NNP") or index <= floor:
            return False
        if grammar.tokens[index].text[0].isupper():
            return False
        if index + 1 in self.opening:
            return True
        if grammar.tags[index - 1] not in ("NNP", "PRP", ",") and index - 1 not in self.closing:
            return False
        after = grammar.tokens[index + 1].folded if index + 1 < limit else "."
        if index + 1 < limit and grammar.tags[index + 1] in ("RP", "RB"):
            return True
        return after in (".", ",", ":") or after in grammar.words.complementizer

    def _agent(self, index: int, limit: int) -> Range | None:
        """The phrase after "by"."""
        grammar = self.grammar
        for i in range(index, min(limit, index + 3)):
            if grammar.tokens[i].folded in grammar.words.agent:
                return grammar.full_phrase(i + 1, limit)
        return None

    # --- nouns ------------------------------------------------------------------------------

    def _noun_cue(self, index: int, senses: Sequence[Sense], floor: int, limit: int) -> Cue | None:
        """A noun with what it reports: "her claim that …"."""
        complement = self.complements.after_noun(index + 1, limit, senses)
        if complement is None or self._is_relative(complement):
            return None
        phrase = self.grammar.phrase_ending(index, floor)
        subject = self._possessor(phrase) or self._giver(phrase, floor)
        return Cue(
            phrase.first,
            index,
            index + 1,
            "noun",
            tuple(senses),
            subject,
            False,
            complement,
            floor,
            limit,
        )

    def _is_relative(self, complement: Complement) -> bool:
        """Whether "that" only relates to the noun: "a warning that could help"."""
        grammar = self.grammar
        if complement.kind != "that":
            return False
        that = complement.start - 1
        return grammar.tags[that] == "WDT" or grammar.is_verb(complement.start)

    def _possessor(self, phrase: Range) -> Range | None:
        """Whose it is: "her", "the mayor's"."""
        tags = self.grammar.tags
        for index in range(phrase.last - 1, phrase.first - 1, -1):
            if tags[index] == "PRP$":
                return Range(index, index + 1)
            if tags[index] == "POS":
                return Range(phrase.first, index)
        return None

    def _giver(self, phrase: Range, floor: int) -> Range | None:
        """Who makes it: the subject of the verb right before."""
        grammar = self.grammar
        verb = phrase.first - 1
        if verb <= floor or not grammar.is_verb(verb):
            return None
        group = grammar.verb_group(verb, floor)
        if group.form == "finite" and not group.passive:
            return grammar.subject_before(group.first, self._floor(group.first, floor))
        return self._controller(group, floor, phrase.first)

    # --- phrases ----------------------------------------------------------------------------

    def _phrase_cue(self, index: int, floor: int, limit: int) -> Cue | None:
        grammar = self.grammar
        for rest, sense in self.predicates.phrases[grammar.tokens[index].folded]:
            last = index + 1 + len(rest)
            if self.grammar.has_words(index + 1, rest, limit):
                subject = grammar.full_phrase(last, limit)
                if subject is None:
                    return None
                nothing = Complement("", subject.last, None)
                return Cue(
                    index, index, last, "phrase", (sense,), subject, True, nothing, floor, limit
                )
        return None
