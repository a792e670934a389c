"""How far reported words go: from a cue to the end of its content, or back to its beginning."""

from __future__ import annotations

from collections.abc import Sequence

from newsan.analyzers.quotes.cues import Cue
from newsan.analyzers.quotes.grammar import Grammar, Range

# Tags of words that lead on to what follows: "and, according to X, …".
_LEADING = frozenset(["CC", "IN", "WDT", "WP", "WRB"])
_DASHES = frozenset(["—", "–", "--"])
_CLAUSES = frozenset(["that", "clause", "question", "quote"])


class Extent:
    """Ends and beginnings of what is reported, in one document."""

    def __init__(
        self,
        grammar: Grammar,
        inside: bytearray,
        opening: frozenset[int],
        closing: frozenset[int],
        cues: Sequence[Cue],
    ) -> None:
        self.grammar, self.inside = grammar, inside
        self.opening, self.closing = opening, closing
        self.cue_at = {cue.first: cue for cue in cues}
        self.subject_at = {
            cue.subject.first: cue
            for cue in cues
            if cue.subject is not None and not cue.inverted and cue.subject.last <= cue.first
        }

    def end(self, cue: Cue, start: int) -> int:
        """The token at which the content that begins at `start` is over."""
        clause = cue.complement.kind in (*_CLAUSES, "")
        index, limit = start, cue.limit
        if cue.subject is not None and start < cue.subject.first < limit and not cue.inverted:
            limit = cue.subject.first  # "Saying that it rained, she left"
        while index < limit:
            if not self.inside[index] and index > start:
                if self._breaks(index, limit, clause, cue):
                    break
                if self._closed_before(index, clause):
                    break
            index += 1
        return self._trimmed(start, index)

    def _closed_before(self, index: int, clause: bool) -> bool:
        """Whether marked words just ended, and with them the phrase that holds them."""
        grammar = self.grammar
        if not self.inside[index - 1] and index - 1 not in self.closing:
            return False
        if index in self.closing:
            return False
        comma = bool(self.inside[index - 2]) and grammar.tokens[index - 2].folded in (",", ".")
        if clause:
            return comma and grammar.tags[index] == "IN"
        return comma or grammar.tags[index] in (",", "CC")

    def _trimmed(self, start: int, end: int) -> int:
        tokens = self.grammar.tokens
        while end > start and tokens[end - 1].folded in (".", ",", ";", ":", "-", "--", "—", "–"):
            end -= 1
        return end

    def _breaks(self, index: int, limit: int, clause: bool, cue: Cue) -> bool:
        """Whether the content is over before this token."""
        grammar = self.grammar
        tag, word = grammar.tags[index], grammar.tokens[index].folded
        if word in _DASHES or (word == "-" and tag == ":"):
            return not self._mark_again(index + 1, limit)
        if tag == "VBG" and index in self.cue_at and index - 1 in self.closing:
            return True
        if word == ":" and not clause and index + 1 in self.opening:
            return True
        if tag == "CC":
            return self._new_clause(index + 1, limit, clause)
        if (tag == "," or word == ";") and index + 1 < limit:
            following = index + 1
            next_word = grammar.tokens[following].folded
            if next_word in grammar.words.boundary:
                return True
            if grammar.tags[following] == "CC":
                return self._new_clause(following + 1, limit, clause, comma=True)
            if grammar.tags[following] == "VBG":
                return not clause or following in self.cue_at
            other = self.cue_at.get(following) or self.subject_at.get(following)
            return other is not None and other.verb != cue.verb
        return False

    def _mark_again(self, index: int, limit: int) -> bool:
        tokens = self.grammar.tokens
        return any(tokens[i].folded in _DASHES for i in range(index, limit))

    def _new_clause(self, index: int, limit: int, clause: bool, comma: bool = False) -> bool:
        """Whether what follows a conjunction is said by the author again."""
        grammar = self.grammar
        while index < limit and grammar.is_adverb(index):
            index += 1
        if index >= limit:
            return False
        if index in self.cue_at:
            return self.cue_at[index].form in ("finite", "participle")
        if index in self.subject_at and comma:
            return True
        if not clause:
            return grammar.is_finite(index)
        return False

    def around(self, cue: Cue) -> list[Range]:
        """The content of a cue that stands after or inside it: "X, they said, Y"."""
        grammar = self.grammar
        begin, end = cue.first, cue.last
        if cue.subject is not None:
            begin, end = min(begin, cue.subject.first), max(end, cue.subject.last)
        if cue.form == "phrase":
            return self._around_phrase(cue, begin, end)
        as_said = begin - 1 == cue.floor and (
            grammar.tokens[cue.floor].folded in grammar.words.as_said
        )
        if as_said and not cue.complement.kind:
            return self._after_as(cue, begin, end)
        if cue.complement.kind or cue.form != "finite" or self._is_relative(cue):
            return []
        if begin <= cue.floor or not self._is_break(begin - 1):
            return []
        if not any(c in sense.content for sense in cue.senses for c in ("clause", "that")):
            return []
        if not self._is_over(end, cue.limit):
            return []
        before = self._before(cue, begin - 1)
        if before is None:
            return []
        after = Range(end, end)
        if end + 1 < cue.limit and self._is_break(end):
            after = Range(end + 1, self.end(cue, end + 1))
            if cue.inverted and not grammar.is_finite(end + 1):
                after = Range(end, end)  # an apposition
        ranges = [before] if self._has_verb(before) else []
        if after.last - after.first > 1 and (ranges or self._has_verb(after)):
            subject = not ranges and grammar.is_finite(after.first)
            ranges = [before, after] if subject else [*ranges, after]
        return ranges

    def _is_break(self, index: int) -> bool:
        return self.grammar.tags[index] == "," or self.grammar.tokens[index].folded in _DASHES

    def _is_relative(self, cue: Cue) -> bool:
        return cue.subject is not None and self.grammar.tags[cue.subject.first] in ("WP", "WDT")

    def _is_over(self, index: int, limit: int) -> bool:
        """Whether nothing but adverbials stands from here to the next comma or the end."""
        grammar = self.grammar
        for i in range(index, min(limit, index + 25)):
            if grammar.tags[i] in (",", ".", ":") or self.inside[i]:
                return True
            if grammar.is_verb(i):
                return False
        return True

    def _has_verb(self, phrase: Range) -> bool:
        return any(self.grammar.is_finite(i) for i in range(phrase.first, phrase.last))

    def _around_phrase(self, cue: Cue, begin: int, end: int) -> list[Range]:
        """What "according to X" reports: the clause after it when the sentence begins with it,
        or when what stands before only leads on; else the clause before it."""
        grammar, limit = self.grammar, cue.limit
        close = end
        while close < limit and grammar.tags[close] != "," and not self.inside[close]:
            close += 1
        after = Range(close + 1, self.end(cue, close + 1) if close + 1 < limit else limit)
        leads = (
            begin - 1 > cue.floor
            and grammar.tags[begin - 1] == ","
            and (grammar.tags[begin - 2] in _LEADING)
        )
        if begin - cue.floor <= 1 or leads or grammar.is_that(begin - 1):
            return [after] if after.first < after.last else []
        before = self._before(cue, begin)
        if before is not None and self._has_verb(before):
            return [before]
        return [after] if after.first < after.last else []

    def _after_as(self, cue: Cue, begin: int, end: int) -> list[Range]:
        """What "as X said" at the start of a sentence reports."""
        grammar = self.grammar
        for index in range(end, min(cue.limit, end + 25)):
            if grammar.tags[index] == ",":
                after = Range(index + 1, self.end(cue, index + 1))
                return [after] if after.last - after.first > 2 else []
            if grammar.is_verb(index):
                break
        return []

    def _before(self, cue: Cue, end: int) -> Range | None:
        first = cue.floor
        for index in range(end - 1, first, -1):
            word = self.grammar.tokens[index].folded
            if not self.inside[index] and word in (":", ";", "(", ")"):
                first = index + 1 if word != ")" else first
                break
        if self.grammar.tags[first] == "CC" and first + 1 < end:
            first += 1
        last = self._trimmed(first, end)
        return Range(first, last) if last - first >= 2 else None
