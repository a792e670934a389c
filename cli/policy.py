"""`--fail-on`: what a script won't accept in a report.

A condition is the name of a count, alone (more than none) or compared: `unattributed`,
`quotes<1`, `marks.hedge>=3`.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from newsan.cli.messages import UserError

if TYPE_CHECKING:
    from newsan.analyzers.findings import Party
    from newsan.analyzers.report import Report

_CONDITION = re.compile(r"\s*([a-z][a-z.-]*)\s*(?:(>=|<=|==|=|>|<)\s*(\d+)\s*)?")
_COMPARE: dict[str, Callable[[int, int], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "==": operator.eq,
}
_LAYERS = ("entities", "quotes", "dates", "stances", "portrayals", "marks")
_PLACES_NAMED = 5

#: What can be counted, beside the layers and `marks.LIST`.
COUNTS = {
    "unattributed": "quotes without a speaker",
    "anonymous": "quotes whose speaker isn't named",
    "ambiguous": "quotes and stances that fit more than one name",
    "unresolved": "dates that have no value or lack a part of it",
    "contradictory": "stances whose evidence speaks for both sides",
    "errors": "errors in the analysis",
    "warnings": "warnings and errors in the analysis",
    **{name: name for name in _LAYERS},
}


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: a count, a comparison and a number."""

    name: str
    sign: str
    number: int

    def broken(self, report: Report) -> str:
        """What to say when the report meets the condition; "" when it doesn't."""
        hits = counted(self.name, report)
        if not _COMPARE[self.sign](len(hits), self.number):
            return ""
        what = COUNTS.get(self.name, self.name)
        lines = [line for line in (_line(hit, report) for hit in hits) if line]
        more = ", …" if len(lines) > _PLACES_NAMED else ""
        places = ", ".join(map(str, lines[:_PLACES_NAMED])) + more
        word = "line" if len(lines) == 1 else "lines"
        return f"{what}: {len(hits)}" + (f" ({word} {places})" if lines else "")


def conditions(texts: Iterable[str]) -> tuple[Condition, ...]:
    """The conditions in the values of `--fail-on`, which commas may separate."""
    return tuple(_condition(part) for text in texts for part in text.split(",") if part.strip())


def counted(name: str, report: Report) -> Sequence[Any]:
    """What a condition's name counts in a report."""
    if name in _LAYERS:
        return report.layers.get(name, ())
    if name.startswith("marks."):
        return [mark for mark in report.marks if mark.list == name.removeprefix("marks.")]
    if name == "unattributed":
        return [q for q in report.quotes if q.speaker is None]
    if name == "anonymous":
        return [q for q in report.quotes if q.anonymity or (q.speaker and _is_unnamed(q.speaker))]
    if name == "ambiguous":
        parties = [(q, q.speaker) for q in report.quotes]
        parties += [(s, party) for s in report.stances for party in (s.holder, s.target)]  # type: ignore[misc]
        return [finding for finding, party in parties if party and party.alternatives]
    if name == "unresolved":
        return [d for d in report.dates if not d.value or "X" in d.value]
    if name == "contradictory":
        return [s for s in report.stances if len({e.polarity for e in s.evidence}) > 1]
    levels = ("error",) if name == "errors" else ("error", "warning")
    return [note for note in report.diagnostics if note.level in levels]


def _is_unnamed(speaker: Party) -> bool:
    return speaker.kind == "anonymous"


def _condition(text: str) -> Condition:
    match = _CONDITION.fullmatch(text)
    name = match[1] if match else ""
    if match is None or (name not in COUNTS and not name.startswith("marks.")):
        known = ", ".join([*COUNTS, "marks.LIST"])
        raise UserError(f"--fail-on can't read “{text.strip()}”", f"known: {known}; also NAME>2")
    return Condition(name, match[2] or ">", int(match[3] or 0))


def _line(hit: Any, report: Report) -> int:
    start = getattr(hit, "start", None)
    return 0 if start is None else report.document.position(start)[0]
