"""Dates that are counted from an anchor: weekdays, named periods, numbers of units."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from newsan.analyzers.dates import absolute
from newsan.analyzers.dates.lengths import GRAIN
from newsan.analyzers.dates.moment import Moment

_PER_HOUR = {"H": 1, "MIN": 60, "S": 3600}
# How many weeks on either side a weekday with the day of its month is looked for.
_WEEKS = 60


def weekdays(features: Mapping[str, Any], day: Moment) -> list[Moment]:
    """The days that a weekday may be, seen from `day`: that day itself or the ones before and
    after it; with the day of the month (Friday the 13th) those that have it."""
    gap = _gap(features, day)
    if "day" in features:
        near = (day.shifted("day", gap + 7 * weeks) for weeks in range(-_WEEKS, _WEEKS))
        return [one for one in near if one.day == int(features["day"])]
    if gap == 0:
        return [day, day.shifted("day", -7), day.shifted("day", 7)]
    return [day.shifted("day", gap - 7), day.shifted("day", gap)]


def shifted_weekday(features: Mapping[str, Any], day: Moment) -> Moment:
    """Last, this or next Friday, seen from `day`."""
    gap, shift = _gap(features, day), int(features["shift"])
    if shift < 0:
        return day.shifted("day", gap - 7)
    return day.shifted("day", (gap or 7) if shift > 0 else gap)


def _gap(features: Mapping[str, Any], day: Moment) -> int:
    return (int(features["weekday"]) - day.first().isoweekday()) % 7


def named_period(features: Mapping[str, Any], base: Moment, year: int) -> Moment:
    """Last May, this summer, next Christmas, seen from `base` in `year`.

    Last is the latest one that is over, but for a month not the one just past: that is last month.
    """
    shift = int(features["shift"])
    if not base.dated or shift == 0:
        return absolute.in_year(features, year + shift)
    found = [_in_year_or_none(features, near) for near in range(year - 2, year + 3)]
    periods = [moment for moment in found if moment is not None and moment.dated]
    if shift > 0:
        return next(moment for moment in periods if moment.first() > base.last())
    before = base.at("month").shifted("month", -1) if "month" in features else base
    return [moment for moment in periods if moment.last() < before.first()][-1]


def _in_year_or_none(features: Mapping[str, Any], year: int) -> Moment | None:
    try:
        return absolute.in_year(features, year)
    except ValueError:
        return None


def counted(base: Moment, count: float, unit: str) -> Moment | None:
    """The moment a number of units after `base` (before it, when negative), as precise as the
    unit; hours and less move by whole days. Raises `ValueError` beyond the calendar."""
    grain = GRAIN.get(unit)
    if grain is None:
        days = int(count / _PER_HOUR[unit] / 24)
        return base.at("day").shifted("day", days) if base.dated else None
    whole = int(count)
    moment = base.shifted("week" if grain == "weekend" else grain, whole)
    if count != whole and grain == "year":
        return moment.shifted("month", round((count - whole) * 12)).at("month")
    if grain not in ("day", "week", "month"):
        grain = "year"
    return moment.at(grain) if moment.dated or grain == "year" else moment
