"""TempEval-3's measures for time expressions, standard library only.

System and gold expressions are aligned one to one: identical spans first, then overlapping ones
from left to right. strict is an identical extent, relaxed any overlap; type and value are counted
on the relaxed matches against all of the system's (P) and all of the gold's (R); values are
compared as plain strings; figures are micro-averaged. (The same figures as the official toolkit.)
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Timex = Mapping[str, Any]
MEASURES = ("strict", "relaxed", "type", "value")


@dataclass
class Score:
    """Counts of one measure run; `by_type` counts by the gold's type."""

    counts: Counter[str] = field(default_factory=Counter)
    by_type: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    errors: list[tuple[str, str, Timex | None, Timex | None]] = field(default_factory=list)

    def figures(self, measure: str) -> tuple[float, float, float]:
        """Precision, recall and F1 of a measure, in percent."""
        right, system, gold = (self.counts[name] for name in (measure, "system", "gold"))
        precision = 100 * right / system if system else 0.0
        recall = 100 * right / gold if gold else 0.0
        total = precision + recall
        return precision, recall, 2 * precision * recall / total if total else 0.0


def align(gold: list[Timex], system: list[Timex]) -> dict[int, int]:
    """Pairs of indices, gold → system."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    spans = {(s["start"], s["end"]): i for i, s in reversed(list(enumerate(system)))}
    for index, one in enumerate(gold):
        match = spans.get((one["start"], one["end"]))
        if match is not None and match not in taken:
            pairs[index] = match
            taken.add(match)
    order = sorted(range(len(system)), key=lambda i: (system[i]["start"], system[i]["end"]))
    for index in sorted(range(len(gold)), key=lambda i: (gold[i]["start"], gold[i]["end"])):
        if index in pairs:
            continue
        one = gold[index]
        for match in order:
            other = system[match]
            overlap = other["start"] < one["end"] and one["start"] < other["end"]
            if match not in taken and overlap:
                pairs[index] = match
                taken.add(match)
                break
    return pairs


def score(
    gold: Mapping[str, Iterable[Timex]],
    system: Mapping[str, Iterable[Timex]],
    keep: Callable[[Timex], bool] = lambda _: True,
) -> Score:
    """Compare the expressions of every gold document with the system's.

    Gold expressions that `keep` refuses aren't counted, nor what the system finds there alone.
    """
    result = Score()
    for name, expressions in gold.items():
        everything = list(expressions)
        kept = [one for one in everything if keep(one)]
        dropped = [one for one in everything if not keep(one)]
        found = [
            one
            for one in system.get(name, ())
            if not (_touches(one, dropped) and not _touches(one, kept))
        ]
        _compare(name, kept, found, result)
    return result


def _touches(one: Timex, others: Iterable[Timex]) -> bool:
    return any(one["start"] < o["end"] and o["start"] < one["end"] for o in others)


def _compare(name: str, gold: list[Timex], system: list[Timex], result: Score) -> None:
    result.counts["gold"] += len(gold)
    result.counts["system"] += len(system)
    pairs = align(gold, system)
    for index, one in enumerate(gold):
        by_type = result.by_type[one["type"]]
        by_type["gold"] += 1
        if index not in pairs:
            result.errors.append((name, "missed", one, None))
            continue
        other = system[pairs[index]]
        right = {
            "relaxed": True,
            "strict": (one["start"], one["end"]) == (other["start"], other["end"]),
            "type": one["type"] == other["type"],
            "value": one["value"] == other["value"],
        }
        for measure, is_right in right.items():
            result.counts[measure] += is_right
            by_type[measure] += is_right
        wrong = next((m for m in ("value", "type", "strict") if not right[m]), None)
        if wrong:
            result.errors.append((name, wrong, one, other))
    spurious = set(range(len(system))) - set(pairs.values())
    result.errors += [(name, "spurious", None, system[index]) for index in sorted(spurious)]
