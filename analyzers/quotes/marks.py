"""Quotation marks: which stretches of an article stand between them.

A state machine reads the marks of each paragraph in order and repairs what is left open at its
end. Straight, curly, low-high, guillemets and doubled single marks may be mixed; a mark that finds
no partner costs at most its own paragraph.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from newsan.analyzers.document import Span, Token

_OPENING_BRACKETS = "([{<"
_CLOSING_BRACKETS = ")]}>"
_DASHES = "-–—―…"
_CLOSING_POINTS = ",.?!;:…"
# A single mark looks no further for its partner than so many tokens.
_REACH = 300
# Headlines use single marks where the article below them has double ones.
_HEADINGS = 3


@dataclass(frozen=True, slots=True)
class Stretch:
    """What stands between two quotation marks.

    `first` and `last` are the half-open range of the tokens inside, `start` and `end` their span;
    `outer` is the span with the marks. A stretch that goes on over re-opened paragraphs has one
    span for each of them in `pieces`. `closed` is False when its closing mark was missing.
    """

    first: int
    last: int
    start: int
    end: int
    outer: Span
    pieces: tuple[Span, ...]
    single: bool = False
    closed: bool = True
    children: tuple[Stretch, ...] = ()


@dataclass(slots=True)
class _Open:
    """A stretch whose end has not been seen."""

    token: int
    single: bool
    children: list[Stretch] = field(default_factory=list)


class MarkScanner:
    """Pairs quotation marks; built once from the table of marks, used for every document."""

    def __init__(self, marks: Mapping[str, str]) -> None:
        """`marks` maps each mark to "double" or "single", with " open", " close" or neither."""
        self._double = {m: _side(kind) for m, kind in marks.items() if kind.startswith("double")}
        self._single = {m: _side(kind) for m, kind in marks.items() if kind.startswith("single")}

    def is_mark(self, token: Token) -> bool:
        """Whether a token is a quotation mark, by its form alone."""
        return token.text in self._double or token.text in self._single

    def scan(self, text: str, tokens: Sequence[Token], paragraphs: Iterable[Span]) -> list[Stretch]:
        """The outermost stretches between marks, in order; nested ones are their children.

        Single marks stand inside double ones, unless the article's own style is the reverse: then
        most of the outermost stretches, or of as many the first one, are single.
        """
        starts = [token.start for token in tokens]
        bounds = [(bisect_left(starts, p.start), bisect_left(starts, p.end)) for p in paragraphs]
        if not any(token.text in self._single for token in tokens):
            return self._read(text, tokens, bounds, singles_outside=False)
        doubles = any(token.text in self._double for token in tokens)
        found = self._read(text, tokens, bounds, singles_outside=True)
        if doubles and not _outer_are_single(found):
            return self._read(text, tokens, bounds, singles_outside=False)
        return found

    def _read(
        self,
        text: str,
        tokens: Sequence[Token],
        bounds: Iterable[tuple[int, int]],
        singles_outside: bool,
    ) -> list[Stretch]:
        found: list[Stretch] = []
        pending: Stretch | None = None
        heading = True
        for number, (first, last) in enumerate(bounds):
            if first == last:
                continue
            paragraph = _Paragraph(self, text, tokens, first, last)
            heading = heading and number < _HEADINGS and not paragraph.doubles
            paragraph.read(singles_outside or heading)
            pending = _join(found, pending, paragraph)
        return found


def _outer_are_single(found: Sequence[Stretch]) -> bool:
    singles = sum(stretch.single for stretch in found)
    if 2 * singles == len(found):
        return bool(found) and found[0].single
    return 2 * singles > len(found)


class _Paragraph:
    """One run of the state machine."""

    def __init__(
        self, scanner: MarkScanner, text: str, tokens: Sequence[Token], first: int, last: int
    ) -> None:
        self.scanner = scanner
        self.double, self.single = scanner._double, scanner._single
        self.text, self.tokens, self.first, self.last = text, tokens, first, last
        self.doubles = any(tokens[i].text in self.double for i in range(first, last))
        self.stack: list[_Open] = []
        self.found: list[Stretch] = []
        self.strays: list[int] = []

    def read(self, singles_outside: bool) -> None:
        index = self.first
        while index < self.last:
            mark = self.tokens[index].text
            if mark in self.double:
                self._read_double(index, self.double[mark])
            elif mark in self.single and (self.stack or singles_outside):
                partner = self._partner(index)
                if partner is not None:
                    outermost = not self.stack
                    children = self._held(index, partner) if outermost else ()
                    self._add(self._stretch(index, partner, children, single=True))
                    if outermost:
                        index = partner
            index += 1

    def _held(self, opening: int, closing: int) -> Sequence[Stretch]:
        """The stretches between double marks that single ones hold."""
        held = _Paragraph(self.scanner, self.text, self.tokens, opening + 1, closing)
        held.read(singles_outside=False)
        return held.found

    def reopens(self) -> bool:
        """Whether the paragraph begins with an opening mark."""
        return self.tokens[self.first].text in self.double and self._opens(self.first)

    def _read_double(self, index: int, side: str) -> None:
        opens, closes = self._opens(index), self._closes(index)
        if not self.stack:
            if not opens and (side == "close" or (side == "" and closes)):
                self._stray_close(index)
            else:
                self.stack.append(_Open(index, single=False))
        elif side == "close" or closes or not opens:
            opened = self.stack.pop()
            self._add(self._stretch(opened.token, index, children=opened.children))
        elif side == "":
            self.stack[-1] = _Open(index, single=False)
        else:
            self.stack.append(_Open(index, single=False))

    def _stray_close(self, index: int) -> None:
        """A closing mark that nothing opened; after a comma it may have been meant to open."""
        if self.strays and self._before(self.strays[-1]) in ",:":
            self._add(self._stretch(self.strays.pop(), index))
        else:
            self.strays.append(index)

    @property
    def stray(self) -> int | None:
        """The mark that closes what an earlier paragraph opened."""
        early = self.strays and (not self.found or self.strays[0] < self.found[0].first)
        return self.strays[0] if early else None

    def _add(self, stretch: Stretch) -> None:
        if stretch.first < stretch.last:
            (self.stack[-1].children if self.stack else self.found).append(stretch)

    def _stretch(
        self,
        opening: int,
        closing: int,
        children: Iterable[Stretch] = (),
        single: bool = False,
        closed: bool = True,
    ) -> Stretch:
        first, last = opening + 1, closing
        tokens = self.tokens
        start = tokens[first].start if first < last else tokens[opening].end
        end = tokens[last - 1].end if first < last else start
        outer = Span(tokens[opening].start, tokens[closing].end if closed else end)
        pieces = (Span(start, end),)
        return Stretch(first, last, start, end, outer, pieces, single, closed, tuple(children))

    def left_open(self) -> Stretch | None:
        """The stretch that the paragraph's end leaves open; what it hides is put right."""
        if not self.stack:
            return None
        opened = self.stack[0]
        if not self._opens(opened.token) or opened.token + 1 == self.last:
            self.found.extend(opened.children)
            return None
        hidden = [child for other in self.stack for child in other.children if not child.single]
        if hidden and opened.token != self.first:
            self.found.extend(hidden)
            return None
        children = [child for other in self.stack for child in other.children]
        return self._stretch(opened.token, self.last, children, closed=False)

    def _before(self, index: int) -> str:
        start = self.tokens[index].start
        return self.text[start - 1] if start else " "

    def _after(self, index: int) -> str:
        end = self.tokens[index].end
        return self.text[end] if end < len(self.text) else " "

    def _opens(self, index: int) -> bool:
        before, after = self._before(index), self._after(index)
        free = before.isspace() or before in _OPENING_BRACKETS + _DASHES or self._is_mark(before)
        return free and not after.isspace() and after not in ",;:!?"

    def _closes(self, index: int) -> bool:
        before, after = self._before(index), self._after(index)
        if before.isspace() or before in _OPENING_BRACKETS:
            return False
        loose = after.isspace() or after in _CLOSING_BRACKETS + _CLOSING_POINTS + _DASHES
        return loose or self._is_mark(after)

    def _is_mark(self, char: str) -> bool:
        return char in self.double or char in self.single

    def _partner(self, index: int) -> int | None:
        """The mark that closes a single mark, or None when the mark is an apostrophe."""
        side = self.single[self.tokens[index].text]
        if side == "close" or not self._opens(index) or not self._after(index).isalnum():
            return None
        doubtful = None
        for other in range(index + 2, min(index + _REACH, self.last)):
            mark = self.tokens[other].text
            if mark in self.double and self.stack:
                break
            if mark not in self.single or self.single[mark] == "open" or not self._closes(other):
                continue
            if not self._may_be_possessive(other):
                return other
            doubtful = doubtful or other
        return doubtful

    def _may_be_possessive(self, index: int) -> bool:
        """Whether a closing single mark may be that of "the workers' strike"."""
        return (
            self._before(index) in "sS"
            and self._after(index) == " "
            and index + 1 < self.last
            and self.tokens[index + 1].text[0].islower()
        )


def _join(found: list[Stretch], pending: Stretch | None, paragraph: _Paragraph) -> Stretch | None:
    """Add a paragraph's stretches; return the one that its end leaves open.

    A stretch left open goes on in the next paragraph when that one re-opens it, or closes it
    without having opened one.
    """
    opened = paragraph.left_open()
    stretches = paragraph.found + ([opened] if opened else [])
    stretches.sort(key=lambda stretch: stretch.first)
    if pending is not None:
        if paragraph.stray is not None:
            rest = paragraph._stretch(paragraph.first - 1, paragraph.stray)
            found[-1] = _merged(pending, rest)
        elif stretches and stretches[0].first == paragraph.first + 1 and paragraph.reopens():
            found[-1] = _merged(pending, stretches.pop(0))
            if found[-1].closed is False and not stretches:
                return found[-1]
    found.extend(stretches)
    return opened if opened and found and found[-1] is opened else None


def _merged(before: Stretch, after: Stretch) -> Stretch:
    return replace(
        before,
        last=after.last,
        end=after.end,
        outer=Span(before.outer.start, after.outer.end),
        pieces=tuple(p for p in before.pieces + after.pieces if p.start < p.end),
        closed=after.closed,
        children=before.children + after.children,
    )


def _side(kind: str) -> str:
    return kind.partition(" ")[2]
