"""Dates of a calendar: from fields to moments, in a given year or with the year left open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from newsan.analyzers.dates.figures import NumericDate, numeric_date
from newsan.analyzers.dates.moment import (
    Moment,
    easter,
    exists,
    from_date,
    nth_weekday,
    rank,
)

_LEAP_YEAR = 2000


class Impossible(ValueError):
    """A date that no calendar has."""


def fixed(features: Mapping[str, Any], published: int | None, ahead: int) -> Moment | None:
    """The moment of fields that name their year, decade or century themselves, else None."""
    if features.get("century") is not None:
        return _before_christ(Moment("century", (int(features["century"]) - 1) * 100), features)
    if features.get("decade") is not None:
        return Moment("decade", _full_decade(int(features["decade"]), published))
    year = _year(features, published, ahead)
    return None if year is None else in_year(features, year)


def _year(features: Mapping[str, Any], published: int | None, ahead: int) -> int | None:
    year = features.get("year")
    short = features.get("short")
    if short is not None:
        two = int(float(str(short).lstrip("'")))
        if year is not None:
            return int(year) // 100 * 100 + two
        return full_year(two, published, ahead)
    if year is None:
        return None
    if features.get("month-2", 12) < features.get("month", 0):  # December and January 1915
        return int(year) - 1
    return -int(year) if features.get("era") == -1 else int(year)


def full_year(two: int, published: int | None, ahead: int) -> int | None:
    """The year of two figures, at most `ahead` years after publication; None without a date."""
    if published is None:
        return None
    year = published // 100 * 100 + two
    return year - 100 if year > published + ahead else year


def _full_decade(decade: int, published: int | None) -> int | None:
    if decade >= 100:
        return decade
    if published is None:
        return None
    full = published // 100 * 100 + decade
    return full if full <= published else full - 100


def _before_christ(moment: Moment, features: Mapping[str, Any]) -> Moment:
    if features.get("era") == -1 and moment.year is not None:
        return Moment(moment.grain, -moment.year)
    return moment


def in_year(features: Mapping[str, Any], year: int) -> Moment:
    """The moment of fields in a year. Raises `Impossible` when there is no such day."""
    if "easter" in features:
        return from_date(easter(year) + timedelta(days=features["easter"]))
    if "nth" in features:
        day = nth_weekday(year, features["month"], features["weekday"], features["nth"])
        return from_date(day + timedelta(days=features.get("days", 0)))
    month = int(features.get("month", features.get("number", 0)) or 0)
    if month and features.get("day") is not None:
        day_number = int(features["day"])
        if not exists(year, month, day_number):
            raise Impossible(f"there is no day {day_number} in month {month} of {year}")
        return Moment("day", year, month, day_number)
    if month:
        return Moment("month", year, month)
    if "season" in features:
        return Moment("season", year, part=features["season"])
    for part in ("quarter", "half"):
        if features.get(part) is not None:
            return Moment(part, year, part=int(features[part]))
    return Moment("year", year)


def open_year(features: Mapping[str, Any]) -> Moment:
    """The moment of fields whose year nothing tells."""
    if "easter" in features:
        return Moment("day")
    if "nth" in features:
        return Moment("day", month=features["month"])
    moment = in_year(features, _LEAP_YEAR)
    return Moment(moment.grain, None, moment.month, moment.day, part=moment.part)


def check_possible(features: Mapping[str, Any]) -> None:
    """Raise `Impossible` for a day that no year has (31 April)."""
    if "nth" not in features and "easter" not in features:
        in_year(features, _LEAP_YEAR)


def in_figures(word: str, order: str, published: int | None, ahead: int) -> list[Moment] | None:
    """The dates that figures may mean, the likeliest first; None when they mean none.

    `order` is "dmy", "mdy" or "auto": by evidence where the numbers leave no choice; otherwise
    the day comes first after dots, the month first after strokes.
    """
    date = numeric_date(word)
    if date is None:
        return None
    if date.year_first:
        possible = exists(date.year, date.one, date.two)
        return [Moment("day", date.year, date.one, date.two)] if possible else None
    year = full_year(date.year, published, ahead) if date.short else date.year
    pairs = {"dmy": (date.two, date.one), "mdy": (date.one, date.two)}
    first = order if order in pairs else _usual_order(word)
    moments = []
    for name in (first, *(name for name in pairs if name != first and order == "auto")):
        month, day = pairs[name]
        if exists(_LEAP_YEAR if year is None else year, month, day):
            moments.append(Moment("day", year, month, day))
    return list(dict.fromkeys(moments)) or None


def _usual_order(word: str) -> str:
    return "dmy" if "." in word else "mdy"


def figures_order(dates: list[NumericDate]) -> str:
    """The order that the dates of one text agree on: "dmy", "mdy", or "auto" without evidence."""
    day_first = sum(date.one > 12 for date in dates if not date.year_first)
    month_first = sum(date.two > 12 for date in dates if not date.year_first)
    if day_first == month_first:
        return "auto"
    return "dmy" if day_first > month_first else "mdy"


def nth_part(whole: Moment, unit: str, number: int) -> Moment | None:
    """The nth day, week, month … of a period, or None when it has no such part."""
    if not whole.dated or rank(unit) <= rank(whole.grain):
        return None
    if unit not in ("day", "week", "month", "quarter", "year"):
        return None
    begin = from_date(whole.first()).at(unit)
    if unit == "week" and begin.first() < whole.first():
        begin = begin.shifted("week", 1)
    part = begin.shifted(unit, number - 1)
    return part if part.first() <= whole.last() else None
