"""Cues: where a sentence has a reporting predicate, who its subject is, and what follows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsan.analyzers.quotes.grammar import Grammar, Range, VerbGroup
from newsan.analyzers.quotes.predicates import Predicates, Sense, takes

# A reporting verb and what it reports are not farther apart than so many adverbials.
_ADVERBIALS = 4
# Marked words that belong to a predicate begin within so many tokens of it.
_MARKS_REACH = 20
# What precedes a reported clause has at most so many words.
_FRONTED = 20
_CLAUSES = frozenset(["that", "clause", "question", "quote"])


@dataclass(frozen=True, slots=True)
class Complement:
    """What follows a predicate: `kind` as in a frame's `content`, "" for nothing that is reported.

    `start` is the first token of what is reported; `addressee` who is told.
    """

    kind: str
    start: int
    sense: Sense | None
    addressee: Range | None = None


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
        fitting = [s for s in senses if self._has_words(index + 1, s.particle, limit)]
        if not fitting:
            return None
        longest = max(len(s.particle) for s in fitting)
        fitting = [s for s in fitting if len(s.particle) == longest]
        last = index + 1 + longest
        complement = self._complement(last, limit, fitting)
        form = "passive" if group.passive else group.form
        if form == "participle" and self._is_past(group, complement, floor):
            form = "finite"
        inverted = False
        if form in ("passive", "participle"):
            if complement.kind in ("noun phrase", "gerund"):
                return None
            subject = self._agent(last, limit)
        elif form == "finite":
            if group.first == floor and grammar.tags[index] in ("VBD", "VBN"):
                form, subject = "participle", self._agent(last, limit)
            else:
                tells = any("object" in sense.addressee for sense in fitting) or not (
                    takes(fitting, "clause")
                )
                subject, inverted = self._finite_subject(group, last, floor, limit, tells)
        else:
            subject = self._controller(group, floor, limit)
            if form == "infinitive" and complement.kind not in _CLAUSES:
                complement = Complement("", last, None)
        if inverted and subject is not None:
            complement = Complement("", subject.last, None)
        cue = Cue(
            group.first,
            index,
            last,
            form,
            tuple(fitting),
            subject,
            inverted,
            complement,
            floor,
            limit,
        )
        self.earlier.append(cue)
        return cue

    def _is_past(self, group: VerbGroup, complement: Complement, floor: int) -> bool:
        """Whether a word tagged as a bare participle is the past tense of its clause."""
        before = group.first - 1
        if before < floor:
            return False
        if complement.kind in _CLAUSES or self.grammar.tags[before] in ("NNP", "PRP"):
            return True
        return bool(complement.kind) and self.grammar.tags[before] in (",", "-RRB-")

    def _has_words(self, index: int, words: tuple[str, ...], limit: int) -> bool:
        tokens = self.grammar.tokens
        return index + len(words) <= limit and all(
            tokens[index + i].folded == word for i, word in enumerate(words)
        )

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
            if phrase is not None and grammar.tokens[phrase.first - 1].folded == "with":
                return phrase
        fallback = None
        for index in range(before, floor - 1, -1):
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
            if cue.verb == index or (cue.complement.kind in _CLAUSES and start <= index):
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
        if index + 1 in self.opening:
            return True
        if grammar.tags[index - 1] not in ("NNP", "PRP", ",") and index - 1 not in self.closing:
            return False
        after = grammar.tokens[index + 1].folded if index + 1 < limit else "."
        return after in (".", ",", ":") or after in grammar.words.complementizer

    def _agent(self, index: int, limit: int) -> Range | None:
        """The phrase after "by"."""
        grammar = self.grammar
        for i in range(index, min(limit, index + 3)):
            if grammar.tokens[i].folded == "by":
                return grammar.full_phrase(i + 1, limit)
        return None

    # --- what follows -----------------------------------------------------------------------

    def _complement(self, index: int, limit: int, senses: Sequence[Sense]) -> Complement:
        grammar = self.grammar
        start = index
        while index < limit and grammar.is_adverb(index):
            index += 1
        found = self._kind_at(index, limit, senses)
        if found is not None and found.kind not in ("noun phrase", "clause", "after:to"):
            return found
        told = self._told(index, limit, senses)
        if told is not None:
            return told
        if found is not None:
            return found
        after = self._skip_adverbials(index, limit)
        if after > index:
            found = self._kind_at(after, limit, senses)
            if found is not None and found.kind in ("quote", "that", "clause", "question"):
                return Complement(found.kind, found.start, found.sense)
        fronted = self._fronted(index, limit, senses)
        if fronted is not None:
            return fronted
        return self._with_marks(index, limit, senses) or Complement("", start, None)

    def _fronted(self, index: int, limit: int, senses: Sequence[Sense]) -> Complement | None:
        """A clause that something precedes: "said although it rained, the match would go on"."""
        grammar = self.grammar
        sense = takes(senses, "clause")
        if sense is None or index >= limit or grammar.tags[index] != "IN":
            return None
        for comma in range(index + 1, min(limit - 2, index + _FRONTED)):
            if self.inside[comma] or grammar.tags[comma] != ",":
                continue
            if self._is_clause(comma + 1, limit) or comma + 1 in self.opening:
                return Complement("clause", index, sense)
            return None
        return None

    def _with_marks(self, index: int, limit: int, senses: Sequence[Sense]) -> Complement | None:
        """Words that hold marked ones, whatever their form: called the plan “a disaster”."""
        grammar = self.grammar
        sense = takes(senses, "quote")
        if sense is None or index >= limit or grammar.tags[index] in (",", ".", ":", "CC"):
            return None
        for i in range(index, min(limit, index + _MARKS_REACH)):
            if i in self.opening:
                return Complement("with marks", index, sense)
            if grammar.tags[i] in (",", ":", ".") or grammar.is_finite(i):
                return None
        return None

    def _told(self, index: int, limit: int, senses: Sequence[Sense]) -> Complement | None:
        """A complement after an addressee: "told Reuters on Friday that …"."""
        grammar = self.grammar
        places = {place for sense in senses for place in sense.addressee}
        judges = any("object" in sense.frame.roles.get("target", ()) for sense in senses)
        begin = index
        if index < limit and grammar.tokens[index].folded == "to" and "after:to" in places:
            begin = index + 1
        elif "object" not in places and not judges:
            return None
        phrase = grammar.noun_phrase(begin, limit)
        if phrase is None:
            return None
        for told in (phrase, grammar.full_phrase(begin, limit) or phrase):
            for after in (told.last, self._skip_adverbials(told.last, limit)):
                found = self._kind_at(after, limit, senses)
                if found is None or found.kind == "noun phrase":
                    continue
                if found.kind == "clause" and after == told.last and grammar.is_finite(after):
                    continue
                if judges and found.kind in ("quote", "after:as"):
                    return Complement("with marks", begin, found.sense)
                addressee = told if not judges else None
                return Complement(found.kind, found.start, found.sense, addressee)
        if "object" in places and takes(senses, "noun phrase") is None:
            return Complement("", index, None, grammar.full_phrase(begin, limit))
        return None

    def _kind_at(self, index: int, limit: int, senses: Sequence[Sense]) -> Complement | None:
        for kind, start in self._kinds(index, limit):
            sense = takes(senses, kind)
            if sense is not None:
                return Complement(kind, start, sense)
        return None

    def _kinds(self, index: int, limit: int) -> Iterator[tuple[str, int]]:
        """What may begin at a token, likeliest first, and where its content begins."""
        grammar = self.grammar
        if index >= limit:
            return
        if index in self.opening:
            yield "quote", index
            return
        tag, word = grammar.tags[index], grammar.tokens[index].folded
        if tag in (",", ":") and index + 1 < limit and index + 1 in self.opening:
            yield "quote", index + 1
            return
        if word == ":":
            yield "clause", index + 1
            return
        about = grammar.words.complementizer.get(word)
        if about is not None:
            kind = str(about["type"])
            if kind == "that" and index + 1 < limit and index + 1 in self.opening:
                yield "quote", index + 1
            if kind == "question" or tag != "DT" or grammar.noun_phrase(index + 1, limit):
                yield kind, index + 1 if kind == "that" else index
        if tag == "TO" and self._verb_follows(index + 1, limit):
            yield "infinitive", index
        if tag == "VBG":
            yield "gerund", index
        if tag in ("IN", "TO", "RP"):
            yield f"after:{word}", index + 1
        if tag in (",", ".", "CC"):
            return
        if grammar.is_finite(index):
            yield "clause", index
            return
        if tag not in ("IN", "TO", "RP") and self._is_clause(index, limit):
            yield "clause", index
        phrase = grammar.noun_phrase(index, limit)
        if phrase is not None and (
            grammar.tokens[phrase.last - 1].folded not in grammar.words.time
        ):
            yield "noun phrase", index

    def _verb_follows(self, index: int, limit: int) -> bool:
        grammar = self.grammar
        while index < limit and grammar.is_adverb(index):
            index += 1
        return index < limit and grammar.tags[index] in ("VB", "VBP")

    def _is_clause(self, index: int, limit: int) -> bool:
        """Whether a subject and its finite verb begin here."""
        grammar = self.grammar
        phrase = grammar.full_phrase(index, limit)
        if phrase is None:
            return grammar.tags[index] == "VBG" and grammar.has_clause(index, limit)
        after = phrase.last
        if after < limit and grammar.tokens[after].folded in (",", "("):
            for closing in range(after + 1, min(limit - 1, after + 25)):
                if grammar.tokens[closing].folded in (",", ")"):
                    after = closing + 1
                    break
        while after < limit and grammar.is_adverb(after):
            after += 1
        return after < limit and grammar.is_finite(after)

    def _skip_adverbials(self, index: int, limit: int) -> int:
        """Past "on Tuesday", "in an interview with …", "last week", "quietly"."""
        grammar = self.grammar
        for _ in range(_ADVERBIALS):
            if index >= limit:
                break
            if grammar.is_adverb(index) or grammar.tokens[index].folded in grammar.words.time:
                index += 1
                continue
            if (
                grammar.tags[index] in ("IN", "TO")
                and index + 1 < limit
                and (grammar.tokens[index].folded not in grammar.words.complementizer)
            ):
                phrase = grammar.full_phrase(index + 1, limit)
                if phrase is not None:
                    index = phrase.last
                    continue
            phrase = grammar.noun_phrase(index, limit)
            if phrase is not None and (
                grammar.tokens[phrase.last - 1].folded in grammar.words.time
            ):
                index = phrase.last
                continue
            break
        if (
            index < limit
            and grammar.tags[index] == ","
            and index + 1 < limit
            and (grammar.tokens[index + 1].folded in grammar.words.complementizer)
        ):
            index += 1
        return index

    # --- nouns ------------------------------------------------------------------------------

    def _noun_cue(self, index: int, senses: Sequence[Sense], floor: int, limit: int) -> Cue | None:
        """A noun with what it reports: "her claim that …"."""
        complement = self._kind_at(index + 1, limit, senses)
        if complement is None:
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
            if self._has_words(index + 1, rest, limit):
                subject = grammar.full_phrase(last, limit)
                if subject is None:
                    return None
                nothing = Complement("", subject.last, None)
                return Cue(
                    index, index, last, "phrase", (sense,), subject, True, nothing, floor, limit
                )
        return None
