"""What an expression comes to: `Meaning`, and how one is made from a moment or a choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from newsan.analyzers.dates.clock import Clock, read_clock
from newsan.analyzers.dates.grammar import Expression
from newsan.analyzers.dates.moment import Moment
from newsan.analyzers.dates.timeline import NONE, Choice


@dataclass(frozen=True, slots=True)
class Meaning:
    """The TIMEX3 type and value of an expression, and what they rest on.

    `value` is "" for a date that no calendar has; `moment` is None for lengths, sets and
    references; `compared` marks a date that is only compared with (the year-ago quarter).
    """

    type: str
    value: str
    moment: Moment | None = None
    anchor: str = NONE
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
    zone: Clock | None = None
    compared: bool = False
    alternatives: tuple[str, ...] = ()
    note: str | None = None


def of(expression: Expression, moment: Moment, anchor: str = NONE) -> Meaning:
    """The meaning of an expression that is this moment."""
    return Meaning(expression.type, moment.value, moment, anchor)


def chosen(expression: Expression, choice: Choice) -> Meaning:
    """The meaning of an expression that was chosen among candidates."""
    others = tuple(other.value for other in choice.alternatives)
    moment = choice.moment
    return Meaning(expression.type, moment.value, moment, choice.anchor, alternatives=others)


def with_time(moment: Moment, features: Mapping[str, Any]) -> Moment:
    """The moment with the part of the day, or the hour, that the fields say."""
    time = features.get("part", features.get("clock"))
    return replace(moment, grain="time", time=time) if time else moment


def time_of(features: Mapping[str, Any]) -> tuple[str | None, Clock | None, str | None]:
    """What a part of an expression says of the time of day: its value, its clock, its modifier."""
    time = features.get("time")
    if not isinstance(time, Expression):
        return features.get("part", features.get("clock")), None, features.get("mod")
    inner = time.features.get("date")
    if isinstance(inner, Expression):
        value, clock, _ = time_of({"time": inner})
        return value, clock, time.features.get("mod")
    if time.features.get("means") == "clock":
        clock = read_clock(time.features)
        return (clock.time if clock else None), clock, None
    return time_of(time.features)
