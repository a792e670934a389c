"""Times of day: hour, minutes, half of the day and zone → TIMEX3's time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from newsan.analyzers.dates.figures import clock as clock_in_figures


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as the text has it: local `time`, the `zone` named, and its offset from UTC
    where the name means one thing only."""

    time: str
    zone: str | None = None
    offset: str | None = None


def read_clock(features: Mapping[str, Any]) -> Clock | None:
    """The time that fields say, or None when there is no such time (25:10, 13 p.m.)."""
    zone, offset = features.get("zone"), features.get("offset")
    if features.get("clock") is not None:
        text = clock_in_figures(str(features["clock"])) or str(features["clock"])
        hour, minutes = int(text[:2]), text[2:]
    else:
        number = features.get("hour")
        if number is None:
            return None
        hour, minutes = _hour_and_minutes(float(number))
    half = features.get("meridiem")
    if half is not None and not (1 <= hour <= 12):
        half = None if 12 < hour < 24 and half == "pm" else "wrong"
    if half == "wrong" or hour > 24:
        return None
    if half == "pm" and hour < 12:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    return Clock(f"{hour:02d}{minutes}", zone, offset)


def _hour_and_minutes(number: float) -> tuple[int, str]:
    """7 → 7:00; 430 → 4:30; 1900 → 19:00."""
    if number != int(number):
        return 99, ""
    whole = int(number)
    if whole < 100:
        return whole, ":00"
    hour, minutes = divmod(whole, 100)
    return (hour, f":{minutes:02d}") if minutes < 60 else (99, "")
