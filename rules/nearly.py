"""Which patterns nearly matched, and what they still wanted: for the people who write rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from newsan.rules.matcher import LanguageLike, PatternMatcher, Run
from newsan.rules.model import Pattern
from newsan.rules.sequence import Edge, Instruction, Lemma, Named, Regex, Tagged, Words


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A pattern that matched tokens `first` up to `last`, and then didn't find what it `wanted`."""

    pattern: Pattern
    first: int
    last: int
    wanted: str


def near_misses(
    matcher: PatternMatcher,
    language: LanguageLike,
    first: int,
    last: int,
    entities: Mapping[int, Sequence[tuple[int, str]]] | None = None,
) -> Iterator[NearMiss]:
    """The patterns that matched at least one token of `first` to `last` (one sentence), and then
    stopped: for each pattern and start that doesn't match, how far it came."""
    for start in range(first, last):
        for program in matcher.tried_at(language.tokens[start].folded):
            run = _TracingRun(language, first, last, entities or {})
            if run.match(program, start) is None and run.furthest > start:
                wanted = " or ".join(dict.fromkeys(map(_described, run.wanted)))
                yield NearMiss(program.pattern, start, run.furthest, wanted)


class _TracingRun(Run):
    """A run that notes which instructions failed at the furthest token it came to."""

    furthest = -1

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.wanted: list[Instruction] = []

    def ends(
        self, step: Instruction, token: int
    ) -> Iterator[tuple[int, tuple[str, Mapping[str, Any]] | None]]:
        found = list(super().ends(step, token))
        if not found:
            if token > self.furthest:
                self.furthest, self.wanted = token, []
            if token == self.furthest:
                self.wanted.append(step)
        return iter(found)


def _described(step: Instruction) -> str:
    """An instruction in words for people."""
    if isinstance(step, Words):
        phrases = sorted(step.index.phrases)
        shown = ", ".join(f"“{phrase}”" for phrase in phrases[:3])
        return shown if len(phrases) <= 3 else f"one of {len(phrases)} words such as {shown}"
    if isinstance(step, Tagged):
        tags = sorted([*step.tags, *(prefix + "*" for prefix in step.prefixes)])
        return f"a word tagged {' or '.join(tags)}"
    if isinstance(step, Lemma):
        return f"a form of “{step.lemma}”"
    if isinstance(step, Named):
        return "a name" if step.type == "ANY" else f"a {step.type} name"
    if isinstance(step, Regex):
        return f"a word like /{step.pattern.pattern}/"
    if isinstance(step, Edge) and step.kind != "any":
        return f"the sentence's {step.kind}"
    return "one more word"
