"""Running patterns over tokens.

A backtracking machine that never tries one instruction at one token twice, so the time for one
start is at most the pattern's length times the sentence's: a user's pattern can't hang newsan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from newsan.rules.model import Pattern, RuleSet
from newsan.rules.phrases import TokenLike
from newsan.rules.sequence import (
    Accept,
    Close,
    Edge,
    Instruction,
    Lemma,
    Named,
    Open,
    Regex,
    Split,
    Tagged,
    Words,
    compile_sequence,
    first_steps,
)

_LONGEST_WORD = 100


class LanguageLike(Protocol):
    """What patterns read of a document's language layer."""

    @property
    def tokens(self) -> Sequence[TokenLike]: ...
    @property
    def tags(self) -> Sequence[str]: ...
    @property
    def lemmas(self) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Capture:
    """What a name in a pattern stands for: tokens `first` to `last`, and, when it is an entry
    of a lexicon, the entry and its attributes."""

    first: int
    last: int
    phrase: str = ""
    attributes: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """One match of a pattern, at tokens `first` up to but not including `last`."""

    pattern: Pattern
    first: int
    last: int
    captures: Mapping[str, Capture]


# A thread's captures so far, newest first: (name or None, first, last or -1, phrase, attributes).
_Trail = tuple[Any, ...] | None


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """A pattern and its compiled sequence."""

    pattern: Pattern
    code: tuple[Instruction, ...]


class PatternMatcher:
    """Several patterns, compiled once; each is only tried where its first token may stand."""

    def __init__(self, patterns: Iterable[Pattern], rules: RuleSet) -> None:
        self._by_word: dict[str, list[Program]] = {}
        self._by_type: dict[str, list[Program]] = {}
        self._anywhere: list[tuple[Program, list[Instruction]]] = []
        self._vocabulary: set[str] = set()
        for pattern in patterns:
            program = Program(pattern, compile_sequence(pattern.match, rules.lexicon))
            self._index(program)
            for step in program.code:
                if isinstance(step, Words):
                    self._vocabulary.update(step.index.phrases)

    def _index(self, program: Program) -> None:
        firsts = first_steps(program.code)
        if not all(isinstance(step, Words) or _is_typed(step) for step in firsts):
            self._anywhere.append((program, firsts))
            return
        steps = [step for step in firsts if isinstance(step, Words)]
        for word in {key.lower() for step in steps for key in step.index.keys}:
            self._by_word.setdefault(word, []).append(program)
        for kind in {step.type for step in firsts if isinstance(step, Named)}:
            self._by_type.setdefault(kind, []).append(program)

    @property
    def vocabulary(self) -> frozenset[str]:
        """The words and phrases that the patterns name, directly or by a lexicon."""
        return frozenset(self._vocabulary)

    def finditer(
        self,
        language: LanguageLike,
        first: int,
        last: int,
        entities: Mapping[int, Sequence[tuple[int, str]]] | None = None,
        starts: Iterable[int] | None = None,
    ) -> Iterator[Match]:
        """All matches within tokens `first` to `last` (one sentence), at most one for each
        pattern and start: the one its alternatives prefer, repeats being greedy.

        `entities` maps a token to the named entities that begin there, as (end token, type);
        `starts` are the tokens at which a match may begin, when not at all of them.
        """
        run = Run(language, first, last, entities or {})
        for start in range(first, last) if starts is None else starts:
            for program in self._programs(run, start):
                match = run.match(program, start)
                if match:
                    yield match

    def _programs(self, run: Run, start: int) -> list[Program]:
        """The patterns whose first token may stand at `start`, each once."""
        programs = list(self._by_word.get(run.tokens[start].folded, ()))
        for _, kind in run.entities.get(start, ()):
            programs += [p for p in self._by_type.get(kind, ()) if p not in programs]
        for program, firsts in self._anywhere:
            if any(True for step in firsts for _ in run.ends(step, start)):
                programs.append(program)
        return programs

    def tried_at(self, word: str) -> Iterator[Program]:
        """The programs that may begin at a token with this folded text."""
        yield from self._by_word.get(word, ())
        for programs in self._by_type.values():
            yield from programs
        yield from (program for program, _ in self._anywhere)


def _is_typed(step: Instruction) -> bool:
    return isinstance(step, Named) and step.type != "ANY"


def best(matches: Iterable[Match]) -> list[Match]:
    """Matches without overlaps: the longer first, then the higher priority, then the earlier."""
    taken: set[int] = set()
    chosen = []
    order = sorted(matches, key=lambda m: (m.first - m.last, -m.pattern.priority, m.first))
    for match in order:
        span = range(match.first, match.last)
        if taken.isdisjoint(span):
            taken.update(span)
            chosen.append(match)
    return sorted(chosen, key=lambda match: match.first)


class Run:
    """One sentence that programs are run over."""

    def __init__(
        self,
        language: LanguageLike,
        first: int,
        last: int,
        entities: Mapping[int, Sequence[tuple[int, str]]],
    ) -> None:
        self.language = language
        self.tokens = language.tokens
        self.first = first
        self.last = last
        self.entities = entities

    def match(self, program: Program, start: int) -> Match | None:
        code = program.code
        seen: set[tuple[int, int]] = set()
        stack: list[tuple[int, int, _Trail]] = [(0, start, None)]
        while stack:
            at, token, trail = stack.pop()
            if (at, token) in seen:
                continue
            seen.add((at, token))
            step = code[at]
            if isinstance(step, Accept):
                return Match(program.pattern, start, token, _captures(trail))
            if isinstance(step, Split):
                stack.extend((target, token, trail) for target in reversed(step.targets))
            elif isinstance(step, Open):
                stack.append((at + 1, token, (trail, step.name, token, None)))
            elif isinstance(step, Close):
                stack.append((at + 1, token, (trail, step.name, None, token)))
            else:
                for end, entry in reversed(list(self.ends(step, token))):
                    noted = (trail, None, (*entry, end), token) if entry else trail
                    stack.append((at + 1, end, noted))
        return None

    def ends(
        self, step: Instruction, token: int
    ) -> Iterator[tuple[int, tuple[str, Mapping[str, Any]] | None]]:
        """Where an instruction's match that begins at `token` may end, preferred ones first,
        each with the lexicon entry that it is."""
        if isinstance(step, Edge) and step.kind != "any":
            if token == (self.first if step.kind == "start" else self.last):
                yield token, None
            return
        if token >= self.last:
            return
        if isinstance(step, Words):
            for end, phrase in step.index.at(self.tokens, token, self.last, exact=step.exact):
                if not step.pos or self.language.tags[end - 1].startswith(step.pos):
                    yield end, (phrase, step.entries[phrase])
        elif isinstance(step, Named):
            for end, kind in self.entities.get(token, ()):
                if step.type in (kind, "ANY") and end <= self.last:
                    yield end, None
        elif self._one(step, token):
            yield token + 1, None

    def _one(self, step: Instruction, token: int) -> bool:
        if isinstance(step, Tagged):
            tag = self.language.tags[token]
            return tag in step.tags or (bool(step.prefixes) and tag.startswith(step.prefixes))
        if isinstance(step, Lemma):
            return self.language.lemmas[token] == step.lemma
        if isinstance(step, Regex):
            text = self.tokens[token].folded
            return len(text) <= _LONGEST_WORD and step.pattern.fullmatch(text) is not None
        return isinstance(step, Edge)


def _captures(trail: _Trail) -> dict[str, Capture]:
    """The captures of a trail; of a name that was captured twice, the last one."""
    steps = []
    while trail is not None:
        steps.append(trail)
        trail = trail[0]
    found: dict[str, Capture] = {}
    opened: list[tuple[str, int]] = []
    entry: tuple[int, str, Mapping[str, Any], int] | None = None
    for _, name, value, token in reversed(steps):
        if name is None:
            entry = (token, *value)
        elif token is None:
            opened.append((name, value))
            entry = None
        else:
            _, first = opened.pop()
            if entry is not None and (entry[0], entry[3]) == (first, token):
                found[name] = Capture(first, token, entry[1], entry[2])
            else:
                found[name] = Capture(first, token)
    return found
