"""What the names model looks at: the attributes of a token in its sentence and its article.

An attribute is a text such as `0w=minister`; the model has weights for each. Attributes come in
four kinds: of a word alone (kept once computed), of a stretch of capitalized words (a run), of
what the rest of the article shows about a word, and of a token with its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from newsan.analyzers.entities.gazetteer import Vocabulary


class Case(Enum):
    """How a sentence uses capitals."""

    NORMAL = "n"
    TITLE = "t"
    UPPER = "u"


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as a range of tokens, and its use of capitals."""

    first: int
    last: int
    case: Case


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words that look like a name."""

    first: int
    last: int


MARKS = frozenset("-&.'/")  # what may stand between two words of one run


def case_of(words: Sequence[str], lower: Sequence[str], vocabulary: Vocabulary) -> Case:
    """How a sentence uses capitals: as usual, on every longer word, or on every letter."""
    letters = [i for i, word in enumerate(words) if len(word) > 2 and word.isalpha()]
    if len(letters) < 3:
        return Case.NORMAL
    small = sum(words[i] == lower[i] for i in letters if len(words[i]) > 3)
    if not small and sum(words[i].isupper() for i in letters) >= 0.8 * len(letters):
        return Case.UPPER
    raised = sum(
        words[i] != lower[i] and "w" in vocabulary.classes(words[i]) for i in letters if i > 0
    )
    if raised >= 2 and small <= 0.15 * len(letters):
        return Case.TITLE
    return Case.NORMAL


def shape_of(word: str) -> str:
    """The shape of a word: X, x and d for capital, small letter and digit; at most two alike
    in a row (Xx, XX, dd, xXx), other marks as they are."""
    out: list[str] = []
    for char in word:
        kind = "X" if char.isupper() else "x" if char.isalpha() else "d" if char.isdigit() else char
        if len(out) < 2 or out[-1] != kind or out[-2] != kind:
            out.append(kind)
    return "".join(out)


def form_of(word: str, case: Case) -> str:
    """The shape as far as it tells something in a sentence of that case."""
    shape = shape_of(word)
    return shape if case is Case.NORMAL else case.value + ("X" if case is Case.UPPER else shape)


def word_attributes(role: int, word: str, case: Case, vocabulary: Vocabulary) -> list[str]:
    """The attributes of a word at a distance from the token (−2 … 2)."""
    low = word.lower()
    form = form_of(word, case)
    kinds = vocabulary.classes(word)
    if abs(role) == 2:
        return [f"{role}w={low}", f"{role}f={form}", f"{role}k={kinds}"]
    out = [f"{role}w={low}", f"{role}f={form}", f"{role}k={kinds}", f"{role}e={low[-3:]}"]
    out += [f"{role}c={kind}" for kind in kinds]
    if role == 0:
        out += [f"0p{n}={low[:n]}" for n in (2, 3, 4) if len(low) > n]
        out += [f"0s{n}={low[-n:]}" for n in (1, 2, 4) if len(low) > n]
        out += [f"0kf={kinds}|{form}", f"0fe={form}|{low[-2:]}", f"0n={min(len(low), 9)}"]
        out.append("0bias")
    return out


def phrase_attributes(position: str, kinds: str) -> list[str]:
    """The attributes of a token in a phrase that the vocabulary knows; position is B or I."""
    return [f"ph={position}{kinds}", *(f"pc={position}{kind}" for kind in kinds)]


class Page:
    """The words of one article, seen as the model needs them."""

    def __init__(
        self,
        words: Sequence[str],
        glued: Sequence[bool],
        sentences: Sequence[tuple[int, int]],
        vocabulary: Vocabulary,
    ) -> None:
        """`glued` tells of each word whether no space stands before it; sentences are ranges."""
        self.words = list(words)
        self.lower = [word.lower() for word in words]
        self.kinds = [vocabulary.classes(word) for word in words]
        self.lines = [
            Line(a, b, case_of(self.words[a:b], self.lower[a:b], vocabulary)) for a, b in sentences
        ]
        self.line_at = [line for line in self.lines for _ in range(line.first, line.last)]
        self._glued = glued
        self.run_at: dict[int, Run] = {}
        self.phrase_at: dict[int, list[str]] = {}
        self.phrases: list[tuple[int, int, str]] = []
        for line in self.lines:
            for run in self._runs(line):
                for i in range(run.first, run.last):
                    self.run_at[i] = run
            self._find_phrases(line, glued, vocabulary)
        self.memory = self._memory()

    def is_glued(self, i: int) -> bool:
        """Whether no space stands before a token."""
        return self._glued[i]

    def text(self, first: int, last: int) -> str:
        """The words of a stretch, with single blanks where the article has a space."""
        out = self.words[first]
        for i in range(first + 1, last):
            out += self.words[i] if self._glued[i] else " " + self.words[i]
        return out

    def _find_phrases(self, line: Line, glued: Sequence[bool], vocabulary: Vocabulary) -> None:
        i = line.first
        while i < line.last:
            found = None
            if self.words[i] != self.lower[i]:
                found = vocabulary.phrase_at(self.lower, glued, i, line.last)
            end, kinds = found or (i + 1, "")
            if found:
                self.phrases.append((i, end, kinds))
                for k in range(i, end):
                    self.phrase_at[k] = phrase_attributes("B" if k == i else "I", kinds)
            i = end

    def _looks_like_name(self, i: int, line: Line) -> bool:
        word = self.words[i]
        if word == self.lower[i] or not word[0].isalnum():
            return False
        if line.case is Case.NORMAL and not self.starts(i, line):
            return True
        return not ({"w", "d"} & set(self.kinds[i]))

    def starts(self, i: int, line: Line) -> bool:
        """Whether a token opens its sentence, or a quotation in it."""
        return i == line.first or self.words[i - 1] in _OPENERS

    def _runs(self, line: Line) -> list[Run]:
        runs: list[Run] = []
        first = -1
        for i in range(line.first, line.last + 1):
            inside = i < line.last and (
                self._looks_like_name(i, line)
                or (
                    first >= 0
                    and self.words[i] in MARKS
                    and i + 1 < line.last
                    and self._looks_like_name(i + 1, line)
                )
            )
            if inside and first < 0:
                first = i
            elif not inside and first >= 0:
                runs.append(Run(first, i))
                first = -1
        return runs

    def regions(self, line: Line) -> list[tuple[int, int]]:
        """The parts of a sentence where a name may stand; everything else is none.

        They reach two words beyond the capitalized ones on both sides ("2015 Irish general
        election"), and join when no more than three other words stand between.
        """
        out: list[tuple[int, int]] = []
        for i in range(line.first, line.last):
            if self.words[i] == self.lower[i]:
                continue
            if out and i - out[-1][1] <= 4:
                out[-1] = (out[-1][0], i + 1)
            else:
                out.append((max(line.first, i - 2), i + 1))
        return [(a, min(b + 2, line.last)) for a, b in out]

    def _memory(self) -> dict[str, list[str]]:
        """What the article shows about a word wherever it stands, by the word in lower case."""
        seen: dict[str, set[str]] = {}
        for line in self.lines:
            if line.case is not Case.NORMAL:
                continue
            for i in range(line.first, line.last):
                if self.words[i][0].isalpha():
                    seen.setdefault(self.lower[i], set()).update(self._notes(i, line))
        return {word: [f"m={note}" for note in sorted(notes)] for word, notes in seen.items()}

    def _notes(self, i: int, line: Line) -> Iterator[str]:
        """What one place shows about its word: written small, after a title, before a surname …"""
        if self.words[i] == self.lower[i]:
            yield "small"
            return
        if not self.starts(i, line):
            yield "big"
        run = self.run_at.get(i)
        if run is None:
            return
        if i > line.first and "t" in self.kinds[i - 1] and self.words[i - 1] != self.lower[i - 1]:
            yield "title"
        if i > run.first and "f" in self.kinds[i - 1]:
            yield "first"
        if i + 1 < run.last and "l" in self.kinds[i + 1]:
            yield "last"
        if run.last - run.first > 1:
            yield from ("head" + kind for kind in _HEADS if kind in self.kinds[run.last - 1])

    def run_attributes(self, run: Run) -> list[str]:
        """What all the tokens of a run share."""
        before = self.lower[run.first - 1] if run.first else ""
        after = self.lower[run.last] if run.last < len(self.lower) else ""
        last = self.kinds[run.last - 1]
        size = min(run.last - run.first, 5)
        first = self.kinds[run.first]
        out = [
            f"rb={before}",
            f"ra={after}",
            f"rl={self.lower[run.last - 1]}",
            f"rf={self.lower[run.first]}",
            f"rlk={last}",
            f"rfk={first}",
            f"rn={size}",
            f"rba={before}|{after}",
        ]
        out += [f"rlc={kind}|{size}" for kind in last]
        out += [f"rfc={kind}|{size}" for kind in first]
        if size == 1:
            out.append(f"r1={self.lower[run.first]}")
        before_that = self.lower[run.first - 2] if run.first > 1 else ""
        after_that = self.lower[run.last + 1] if run.last + 1 < len(self.lower) else ""
        out += [f"rbb={before_that}|{before}", f"raa={after}|{after_that}"]
        previous, following = self.run_at.get(run.first - 2), self.run_at.get(run.last + 1)
        if previous is not None:
            kind = self.kinds[previous.last - 1]
            out += [
                f"rp={before}|{kind}|{previous.last - previous.first}",
                f"rpk={before}|{last}|{kind}",
            ]
        if following is not None:
            kind = self.kinds[following.last - 1]
            out.append(f"rx={after}|{kind}|{following.last - following.first}")
        return out

    def _views(self, i: int, line: Line, outside: str) -> tuple[str, str, str]:
        """A token of a line as its word, its form and its classes."""
        if not line.first <= i < line.last:
            return outside, outside, outside
        return self.lower[i], form_of(self.words[i], line.case), self.kinds[i]

    def edge_attributes(self, i: int, line: Line) -> list[str]:
        """What a token shows together with its neighbours."""
        before, form_b, kinds_b = self._views(i - 1, line, "^")
        low, form, kinds = self._views(i, line, "")
        after, form_a, kinds_a = self._views(i + 1, line, "$")
        out = [
            f"fff={form_b}|{form}|{form_a}",
            f"kk-={kinds_b}|{kinds}",
            f"kk+={kinds}|{kinds_a}",
            f"wf-={before}|{form}",
            f"wf+={form}|{after}",
            f"wk-={before}|{kinds}",
            f"wk+={kinds}|{after}",
        ]
        out += [f"ww-={before}|{low}", f"ww+={low}|{after}"]
        run = self.run_at.get(i)
        out.append(f"ri={run is not None}|{form}")
        if run is not None:
            head = self.kinds[run.last - 1]
            out.append(f"rpos={min(i - run.first, 3)}|{min(run.last - i, 4)}|{kinds}")
            out.append(f"rhead={i == run.first}|{i == run.last - 1}|{head}|{kinds}")
        if self.starts(i, line):
            out += [f"st={form}", f"stk={kinds}|{form}"]
        return out


_HEADS = "ONFLGEW"  # classes of last words that tell what a name is
_OPENERS = frozenset("\"('“‘:")
