"""Ranges: two dates that a text joins as the ends of one interval."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from newsan.analyzers.findings import TimeExpression

_LONGEST_LINK = 12


def linked(
    found: Sequence[TimeExpression], shadow: str, links: Mapping[str, Mapping[str, Any]]
) -> tuple[TimeExpression, ...]:
    """The expressions, those of a range pointing at one another: the first has `end_point`, the
    second `begin`. A link is what stands between them; with `after` only when that word stands
    before the first (from … to, between … and)."""
    changed = {e.id: e for e in found}
    for one, two in _ranges(found, shadow, links):
        changed[one.id] = replace(changed[one.id], end_point=two.id)
        changed[two.id] = replace(changed[two.id], begin=one.id)
    return tuple(changed[e.id] for e in found)


def _ranges(
    found: Sequence[TimeExpression], shadow: str, links: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[TimeExpression, TimeExpression]]:
    for one, two in pairwise(found):
        if two.start - one.end > _LONGEST_LINK or one.type not in ("DATE", "TIME"):
            continue
        link = " ".join(shadow[one.end : two.start].lower().split())
        entry = links.get(link)
        if entry is None or two.type != one.type or not _in_order(one, two):
            continue
        before = shadow[: one.start].rstrip().rsplit(None, 1)[-1:]
        after = entry.get("after")
        if after is None or (before and before[0].lower() in after):
            yield one, two


def _in_order(one: TimeExpression, two: TimeExpression) -> bool:
    if one.earliest is None or two.latest is None:
        return True
    return one.earliest <= two.latest
