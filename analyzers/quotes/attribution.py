"""From marks and cues to quotations: what is said, and by which cue.

First each stretch between marks that a cue follows directly; then what each cue's complement
holds, with or without marks; then clauses before a cue; then the stretches that are left, which
go on with the speaker before them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from newsan.analyzers.document import Sentence, Token
from newsan.analyzers.language import Language
from newsan.analyzers.quotes.children import child_quotations
from newsan.analyzers.quotes.continuation import Continuation
from newsan.analyzers.quotes.cues import Cue, CueFinder
from newsan.analyzers.quotes.datelines import without_datelines
from newsan.analyzers.quotes.extent import Extent
from newsan.analyzers.quotes.grammar import Grammar, Words
from newsan.analyzers.quotes.labels import LabelReader
from newsan.analyzers.quotes.marks import Stretch
from newsan.analyzers.quotes.predicates import Predicates
from newsan.analyzers.quotes.quotation import Quotation

_FINAL = frozenset([".", "!", "?"])
_FUNCTION = frozenset(["PRP", "DT", "EX", "IN", "TO", "RB", "WDT", "WP", "WRB"])
# What is kept when its cue stands inside another quotation.
_NESTABLE = frozenset(
    f"{rule}{suffix}"
    for rule in ("that", "clause", "question", "quote", "trailing", "inverted", "nested")
    for suffix in ("", "-mixed")
)


class Attributor:
    """Finds the quotations of one document."""

    def __init__(
        self,
        language: Language,
        stretches: Sequence[Stretch],
        predicates: Predicates,
        words: Words,
    ) -> None:
        self.predicates, self.words = predicates, words
        self.tokens: Sequence[Token] = language.tokens
        self.sentences: Sequence[Sentence] = list(
            without_datelines(language.sentences, language.tokens)
        )
        self.language = language
        self.stretches = stretches
        self.grammar = Grammar(self.tokens, language.tags, words)
        self.inside = _inside(stretches, len(self.tokens))
        self.opening = opening = frozenset(s.first - 1 for s in stretches)
        closing = frozenset(s.last for s in stretches if s.closed)
        finder = CueFinder(self.grammar, predicates, self.inside, opening, closing)
        self.by_sentence: list[list[Cue]] = [
            list(finder.cues(s.first, s.last)) for s in self.sentences
        ]
        self.cues = [cue for cues in self.by_sentence for cue in cues]
        self.extent = Extent(self.grammar, self.inside, opening, closing, self.cues)
        self.begins = self._begins()
        self.used: dict[int, Quotation] = {}
        self.found: list[Quotation] = []
        self.owner: dict[int, Quotation] = {}

    def _begins(self) -> dict[int, Cue]:
        """The cue whose subject or predicate begins at a token, the nearest one."""
        begins: dict[int, Cue] = {}
        for cue in self.cues:
            begin = cue.first
            if cue.subject is not None and not cue.inverted:
                begin = min(begin, cue.subject.first)
            begins.setdefault(begin, cue)
            begins.setdefault(cue.first, cue)
        return begins

    def quotations(self) -> list[Quotation]:
        """All quotations, in order of their first token."""
        for stretch in self.stretches:
            self._attach_after(stretch)
        for cue in self.cues:
            self._read_complement(cue)
        for cue in self.cues:
            self._read_before(cue)
        self._read_rest()
        self._read_labels()
        self.found.extend(child_quotations(self, self.predicates))
        self.found.sort(key=lambda q: (q.first, -q.last))
        return self._nested()

    def _nested(self) -> list[Quotation]:
        """The quotations with their parents: those whose cue is itself reported. Of them only
        clauses and marked words are kept."""
        kept: list[Quotation] = []
        outer: list[Quotation] = []
        for quotation in self.found:
            cue = quotation.cue
            begin = min(cue.first, quotation.first) if cue is not None else quotation.first
            outer = [o for o in outer if o.last > begin]
            if cue is not None and quotation.parent is None:
                quotation.parent = next((o for o in reversed(outer) if _holds(o, cue)), None)
            if quotation.parent is None or quotation.rule in _NESTABLE:
                kept.append(quotation)
                outer.append(quotation)
        return kept

    def _add(self, quotation: Quotation, cue: Cue | None) -> None:
        self.found.append(quotation)
        if cue is not None:
            self.used.setdefault(cue.verb, quotation)
        for stretch in quotation.marked:
            self.owner.setdefault(stretch.first, quotation)

    # --- "…," she said ----------------------------------------------------------------------

    def _attach_after(self, stretch: Stretch) -> None:
        cue = self._cue_after(stretch)
        if cue is None:
            return
        first = self._mixed_start(stretch)
        rule = "inverted" if cue.inverted else "trailing"
        if cue.form == "phrase":
            rule = "according"
        elif first != stretch.first:
            rule += "-mixed"
        self._add(
            Quotation(
                first,
                stretch.last,
                rule,
                cue,
                cue.subject,
                cue.complement.addressee,
                [*self._stretches(first, stretch.first - 1), stretch],
            ),
            cue,
        )

    def _cue_after(self, stretch: Stretch) -> Cue | None:
        index = stretch.last + 1
        if not stretch.closed or index >= len(self.tokens) or stretch.first == stretch.last:
            return None
        if not self.same_paragraph(stretch.last, index):
            return None
        ending, word = self.tokens[self.last_word(stretch)].folded, self.tokens[index]
        if ending == "." and not word.text[0].islower():
            return None
        comma = word.folded == ","
        for begin in (index, index + 1) if comma else (index,):
            cue = self.begins.get(begin)
            if cue is None or cue.verb - begin > 40:
                continue
            if cue.inverted or cue.form == "phrase":
                return cue
            if cue.complement.kind and not self._is_sentence(stretch):
                continue  # “On ‘Face the Day,’ Smith said that …”
            if cue.subject is not None and cue.subject.first == begin:
                if comma or ending in (",", "?", "!", "-", "—", "…", "..."):
                    return cue
                return cue if not cue.complement.kind else None
        return None

    def _is_sentence(self, stretch: Stretch) -> bool:
        """Whether a stretch begins its sentence and isn't a mere title."""
        opening = stretch.first - 1
        begins = self.sentences[self.language.sentence_at(opening)].first == opening
        return begins and not self.is_title(stretch)

    def last_word(self, stretch: Stretch) -> int:
        """The last token of a stretch that is no mark itself."""
        index = stretch.last - 1
        while index > stretch.first and self.tokens[index].folded in ("'", '"'):
            index -= 1
        return index

    def _mixed_start(self, stretch: Stretch) -> int:
        """Where a quotation begins whose marks open in the middle of its sentence."""
        opening = stretch.first - 1
        first = self.sentences[self.language.sentence_at(opening)].first
        for other in reversed(self._stretches(first, opening)):
            if other.first in self.owner:
                first = other.last + 1
                break
        while first < opening and self.inside[first]:
            first += 1
        if self.grammar.tags[first] in (",", "CC"):
            first += 1
        if first >= opening or opening - first > 60 or self.tokens[opening - 1].folded == ":":
            return stretch.first
        if any(first <= cue.verb < opening for cue in self.cues_near(opening)):
            return stretch.first
        return first

    def cues_near(self, index: int) -> list[Cue]:
        return self.by_sentence[self.language.sentence_at(index)]

    def same_paragraph(self, one: int, other: int) -> bool:
        at = self.language.sentence_at
        return self.sentences[at(one)].paragraph == self.sentences[at(other)].paragraph

    # --- she said that … --------------------------------------------------------------------

    def _read_complement(self, cue: Cue) -> None:
        complement = cue.complement
        if complement.sense is None:
            return
        before = self.used.get(cue.verb)
        start = complement.start
        stretch = self._stretch_at(start)
        if stretch is not None and stretch.first in self.owner:
            return
        if before is not None and stretch is None:
            return
        end = self.extent.end(cue, start)
        marked = self._stretches(start, end)
        owned = [s for s in marked if s.first in self.owner]
        if owned:
            owner = self.owner[owned[0].first]
            if owner.first <= cue.first < owner.last:
                return
            end = owned[0].first - 1
            marked = self._stretches(start, end)
        if end <= start or (not marked and self._says_nothing(complement.kind, start, end)):
            return
        bare = complement.kind == "with marks" or (
            stretch is not None and self.grammar.tags[start - 1] not in (",", ":")
        )
        if marked and bare and all(self.is_title(s) for s in marked):
            return
        rule = complement.kind
        if marked and rule in ("that", "clause"):
            rule += "-mixed"
        if stretch is not None:
            start, end = self._quoted_extent(stretch, end)
            marked = self._stretches(start, max(end, stretch.last)) or [stretch]
            rule = "quote" if start == stretch.first else "quote-mixed"
        if marked and end <= marked[-1].last:
            end = marked[-1].last
        quotation = Quotation(
            start, end, rule, cue, cue.subject, complement.addressee, marked, before
        )
        before_content = start - 1 if start - 1 not in self.opening else start - 2
        if self.grammar.is_that(before_content):
            quotation.complementizer = before_content
        self._add(quotation, cue)

    def _says_nothing(self, kind: str, start: int, end: int) -> bool:
        """Whether unmarked words are a lone function word ("denied it"), or read as a clause have
        no verb ("adding to the concerns, …")."""
        tag = self.grammar.tags[start]
        if end - start == 1:
            return tag in _FUNCTION
        verbless = not any(self.grammar.is_finite(i) for i in range(start, end))
        return kind == "clause" and tag in ("IN", "TO") and verbless

    def _stretch_at(self, opening: int) -> Stretch | None:
        position = bisect_right(self.stretches, opening, key=lambda s: s.first - 1) - 1
        if position >= 0 and self.stretches[position].first - 1 == opening:
            return self.stretches[position]
        return None

    def _stretches(self, start: int, end: int) -> list[Stretch]:
        """The stretches that begin in tokens start … end−1."""
        position = bisect_right(self.stretches, start - 1, key=lambda s: s.first - 1)
        found = []
        while position < len(self.stretches) and self.stretches[position].first - 1 < end:
            found.append(self.stretches[position])
            position += 1
        return found

    def _quoted_extent(self, stretch: Stretch, end: int) -> tuple[int, int]:
        """A complement that begins with marks: the marked words alone, or on to its end."""
        whole = self.tokens[self.last_word(stretch)].folded in (".", "?", "!", ",")
        if whole or end <= stretch.last + 1:
            return stretch.first, stretch.last
        return stretch.first - 1, end

    # --- …, she said ------------------------------------------------------------------------

    def _read_before(self, cue: Cue) -> None:
        if cue.verb in self.used:
            return
        ranges = self.extent.around(cue)
        before: Quotation | None = None
        for first, last in ranges:
            marked = self._stretches(first, last)
            if any(s.first in self.owner for s in marked) or self._is_attribution(first, last):
                continue
            rule = "parenthetical" if len(ranges) > 1 else "final"
            if cue.form == "phrase":
                rule = "according-to"
            quotation = Quotation(first, last, rule, cue, cue.subject, None, marked, before)
            self._add(quotation, cue)
            before = before or quotation

    def _is_attribution(self, first: int, last: int) -> bool:
        """Whether the words only attribute a quotation that stands before them."""
        return any(
            first <= cue.first and cue.last <= last and self.used[cue.verb].last <= first
            for cue in self.cues_near(first)
            if cue.verb in self.used
        )

    # --- what is left -----------------------------------------------------------------------

    def _read_rest(self) -> None:
        """Stretches without a cue of their own, each seen against the quotation before it."""
        rest = Continuation(self)
        ends = sorted(self.found, key=lambda q: q.last)
        latest: Quotation | None = None
        index = 0
        for stretch in self.stretches:
            while index < len(ends) and ends[index].last <= stretch.first:
                if latest is None or not self._is_aside(ends[index], latest):
                    latest = ends[index]
                index += 1
            if stretch.first in self.owner:
                continue
            found = rest.quotation(stretch, latest)
            if found is not None:
                self._add(found, None)
                latest = found

    def _is_aside(self, later: Quotation, earlier: Quotation) -> bool:
        """Whether the later of two quotations is only reported of the speaker of the earlier:
        “I left,” said an aide, who said that …"""
        at = self.language.sentence_at
        end = earlier.cue.last if earlier.cue is not None else earlier.last
        return bool(earlier.marked) and not later.marked and at(end) == at(later.first)

    def _read_labels(self) -> None:
        """Labelled paragraphs; what was found inside a turn of a transcript becomes part of it."""
        reader = LabelReader(self.tokens, self.sentences, self.grammar, self.words.turn)
        labelled = reader.quotations(self.opening)
        firsts = [quotation.first for quotation in labelled]
        kept, taken = [], set()
        for quotation in self.found:
            index = bisect_right(firsts, quotation.first) - 1
            if index >= 0 and quotation.last <= labelled[index].last:
                if labelled[index].verbatim:
                    continue
                taken.add(index)
            kept.append(quotation)
        self.found = kept + [q for i, q in enumerate(labelled) if i not in taken]

    def is_title(self, stretch: Stretch) -> bool:
        """Whether marked words are written like a title: every longer word has a capital."""
        words = [t.text for t in self.tokens[stretch.first : stretch.last] if len(t.text) > 3]
        last = self.tokens[self.last_word(stretch)].folded
        return bool(words) and last not in _FINAL and all(w[0].isupper() for w in words)


def _holds(outer: Quotation, cue: Cue) -> bool:
    """Whether a cue stands inside a quotation, and isn't the one that introduces it."""
    inside = outer.first <= cue.first and cue.last <= outer.last
    return inside and (outer.cue is None or outer.cue.verb != cue.verb)


def _inside(stretches: Iterable[Stretch], size: int) -> bytearray:
    inside = bytearray(size)
    for stretch in stretches:
        for index in range(stretch.first, min(stretch.last, size)):
            inside[index] = 1
    return inside
