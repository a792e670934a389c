"""What follows a reporting predicate: whom it tells, and what it reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsan.analyzers.quotes.grammar import Grammar, Range
from newsan.analyzers.quotes.predicates import Sense, takes

# A reporting verb and what it reports are not farther apart than so many adverbials.
_ADVERBIALS = 4
# Marked words that belong to a predicate begin within so many tokens of it.
_MARKS_REACH = 20
# The name of a programme or a paper has fewer words.
_TITLE = 8
# What precedes a reported clause has at most so many words.
_FRONTED = 20
#: The kinds of complement that are clauses, or words between marks.
CLAUSES = frozenset(["that", "clause", "question", "quote"])


@dataclass(frozen=True, slots=True)
class Complement:
    """What follows a predicate: `kind` as in a frame's `content`, "" for nothing that is reported.

    `start` is the first token of what is reported; `addressee` who is told.
    """

    kind: str
    start: int
    sense: Sense | None
    addressee: Range | None = None


class ComplementReader:
    """Reads the complements of one document; see `CueFinder`."""

    def __init__(self, grammar: Grammar, inside: bytearray, opening: frozenset[int]) -> None:
        self.grammar, self.inside, self.opening = grammar, inside, opening

    def after(self, index: int, limit: int, senses: Sequence[Sense]) -> Complement:
        grammar = self.grammar
        start = index
        while index < limit and grammar.is_adverb(index):
            index += 1
        found = self.kind_at(index, limit, senses)
        if found is not None and found.kind not in ("noun phrase", "clause", "after:to"):
            return found
        told = self._told(index, limit, senses)
        if told is not None:
            return told
        if found is not None:
            return found
        after = self._skip_adverbials(index, limit)
        if after > index:
            found = self.kind_at(after, limit, senses)
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
        if grammar.tokens[index].folded in grammar.words.agent:
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
        if index < limit and f"after:{grammar.tokens[index].folded}" in places:
            begin = index + 1
        elif "object" not in places and not judges:
            return None
        phrase = grammar.noun_phrase(begin, limit)
        if phrase is None or grammar.tokens[phrase.last - 1].folded in grammar.words.time:
            return None
        for told in (phrase, grammar.full_phrase(begin, limit) or phrase):
            for after in self._after_addressee(told.last, limit):
                found = self.kind_at(after, limit, senses)
                if found is None or found.kind == "noun phrase":
                    continue
                if found.kind == "clause" and after == told.last and grammar.is_finite(after):
                    continue
                if judges and found.kind in ("quote", "after:as"):
                    return Complement("with marks", begin, found.sense)
                addressee = told if not judges else None
                return Complement(found.kind, found.start, found.sense, addressee)
        if "object" in places and takes(senses, "noun phrase") is None:
            return self._untagged_clause(phrase, limit, senses) or Complement(
                "", index, None, grammar.full_phrase(begin, limit)
            )
        return None

    def _untagged_clause(
        self, told: Range, limit: int, senses: Sequence[Sense]
    ) -> Complement | None:
        """A clause whose verb was taken for a noun: "told Reuters the company plans to open"."""
        grammar, sense = self.grammar, takes(senses, "clause")
        if sense is None or told.last >= limit or grammar.tags[told.last] not in ("DT", "PRP"):
            return None
        if any(grammar.is_verb(i) for i in range(told.last, min(limit, told.last + _FRONTED))):
            return Complement("clause", told.last, sense, told)
        return None

    def _after_addressee(self, index: int, limit: int) -> Iterator[int]:
        """Where the content may begin after an addressee: at once, after adverbials, after an
        apposition."""
        yield index
        yield self._skip_adverbials(index, limit)
        tokens = self.grammar.tokens
        if index < limit and tokens[index].folded == ",":
            for closing in range(index + 1, min(limit - 1, index + _FRONTED)):
                if tokens[closing].folded == ",":
                    if tokens[closing + 1].folded in self.grammar.words.complementizer:
                        yield closing + 1
                    return

    def after_noun(self, index: int, limit: int, senses: Sequence[Sense]) -> Complement | None:
        """The complement of a noun: "her statement on Monday that …"."""
        found = self.kind_at(index, limit, senses)
        if found is None:
            found = self.kind_at(self._skip_adverbials(index, limit), limit, senses)
            if found is not None and found.kind != "that":
                return None
        return found

    def kind_at(self, index: int, limit: int, senses: Sequence[Sense]) -> Complement | None:
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

    def _past_title(self, opening: int, limit: int) -> int | None:
        """Past the name of a programme or a paper between marks; None when it is no name."""
        end = opening + 1
        while end < limit and self.inside[end]:
            if len(self.grammar.tokens[end].text) > 3 and self.grammar.tokens[end].text.islower():
                return None
            end += 1
        return end + 1 if end - opening <= _TITLE else None

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
        grammar, start = self.grammar, index
        for _ in range(_ADVERBIALS):
            if index >= limit:
                break
            if grammar.is_adverb(index) or grammar.tokens[index].folded in grammar.words.time:
                index += 1
                continue
            if index > start and index in self.opening:
                title = self._past_title(index, limit)
                if title is None:
                    break
                index = title
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
