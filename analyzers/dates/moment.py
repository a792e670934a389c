"""A point or period of the calendar, as precise as the text says it, and TIMEX3's way to write it.

Arithmetic is the proleptic Gregorian calendar's, with ISO 8601 weeks. No clock is read.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date, timedelta

# From coarse to fine.
GRAINS = (
    "millennium",
    "century",
    "decade",
    "year",
    "half",
    "quarter",
    "season",
    "month",
    "week",
    "weekend",
    "day",
    "time",
)
_RANK = {grain: rank for rank, grain in enumerate(GRAINS)}
_YEARS = {"millennium": 1000, "century": 100, "decade": 10, "year": 1}
# First month and number of months of what divides a year (meteorological seasons of the north; a
# winter has the year that it ends in).
_QUARTER = {n: (3 * n - 2, 3) for n in range(1, 5)}
_HALF = {1: (1, 6), 2: (7, 6)}
_SEASON = {"SP": (3, 3), "SU": (6, 3), "FA": (9, 3), "WI": (12, 3)}
SEASONS = tuple(_SEASON)


def rank(grain: str) -> int:
    """The place of a grain in `GRAINS`; greater is finer."""
    return _RANK[grain]


@dataclass(frozen=True, slots=True)
class Moment:
    """A calendar period; what isn't known is None.

    `year` is negative before Christ (-490 is 490 BC). `month` 1–12, `day` 1–31, `week` ISO 1–53,
    `weekday` 1–7 (Monday is 1; only where no date is known), `part` a season (SP SU FA WI),
    quarter (1–4) or half (1–2) according to `grain`, `time` what follows the T ("NI", "17:30").
    """

    grain: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    week: int | None = None
    weekday: int | None = None
    part: str | int | None = None
    time: str | None = None

    @property
    def value(self) -> str:
        """The TIMEX3 value; X stands for what isn't known."""
        era = "BC" if self.year is not None and self.year < 0 else ""
        date_part = era + self._date_value()
        return f"{date_part}T{self.time}" if self.time else date_part

    def _date_value(self) -> str:
        year = "XXXX" if self.year is None else f"{abs(self.year):04d}"
        if self.grain in ("millennium", "century", "decade"):
            return year[: {"millennium": 1, "century": 2, "decade": 3}[self.grain]]
        if self.weekday is not None:
            return f"{year}-W{_two(self.week)}-{self.weekday}"
        if self.grain in ("week", "weekend"):
            return f"{year}-W{_two(self.week)}" + ("-WE" if self.grain == "weekend" else "")
        if self.grain in ("half", "quarter"):
            letter = "H" if self.grain == "half" else "Q"
            return f"{year}-{letter}{self.part or 'X'}"
        if self.grain == "season":
            return f"{year}-{self.part}"
        if self.grain == "year":
            return year
        month = f"{year}-{_two(self.month)}"
        return month if self.grain == "month" else f"{month}-{_two(self.day)}"

    @property
    def dated(self) -> bool:
        """Whether it lies at a known place in the calendar of the common era."""
        if self.year is None or not 1 <= self.year < MAXYEAR:
            return False
        if self.grain in ("day", "time"):
            return self.month is not None and self.day is not None
        if self.grain in ("week", "weekend"):
            return self.week is not None
        if self.grain == "month":
            return self.month is not None
        return self.grain not in ("half", "quarter", "season") or self.part is not None

    def first(self) -> date:
        """The first day. Raises `ValueError` when it isn't `dated` or no such day exists."""
        if not self.dated or self.year is None:
            raise ValueError(f"{self.value} lies nowhere in the calendar")
        if self.grain in ("week", "weekend"):
            return date.fromisocalendar(self.year, self.week or 1, 6 if self.grain[4:] else 1)
        if self.grain in ("day", "time"):
            return date(self.year, self.month or 1, self.day or 1)
        if self.grain in _YEARS:
            return date(max(1, self.year // _YEARS[self.grain] * _YEARS[self.grain]), 1, 1)
        return date(self.year - (self.part == "WI" and self.year > 1), self._months()[0], 1)

    def last(self) -> date:
        """The last day. Raises as `first` does."""
        begin = self.first()
        if self.grain in ("day", "time"):
            return begin
        if self.grain in ("week", "weekend"):
            return begin + timedelta(days=6 if self.grain == "week" else 1)
        if self.grain in _YEARS:
            span = _YEARS[self.grain]
            return date(min(MAXYEAR, begin.year // span * span + span - 1), 12, 31)
        first, count = self._months()
        year, month = _month_after(begin.year, first, count - 1)
        return date(year, month, monthrange(year, month)[1])

    def _months(self) -> tuple[int, int]:
        if self.grain == "month":
            return self.month or 1, 1
        if self.grain == "quarter":
            return _QUARTER[int(self.part or 1)]
        if self.grain == "half":
            return _HALF[int(self.part or 1)]
        return _SEASON[str(self.part)]

    def at(self, grain: str) -> Moment:
        """The period of a coarser (or the same) grain that holds this one's first day."""
        if grain in _YEARS and self.year is not None:
            return Moment(grain, self.year)
        return from_date(self.first(), grain) if self.dated else Moment(grain, self.year)

    def shifted(self, unit: str, count: int) -> Moment:
        """Moved by a number of units (a grain); the result has the coarser of both grains'
        precision, and keeps the time of day only when moved by whole days or more."""
        if unit in _YEARS or self.year is None or not self.dated:
            return self._shifted_years(_YEARS.get(unit, 0) * count)
        if unit in ("half", "quarter", "season", "month"):
            months = {"half": 6, "quarter": 3, "season": 3, "month": 1}[unit] * count
            begin = self.first()
            year, month = _month_after(begin.year, begin.month, months)
            day = min(begin.day, monthrange(year, month)[1]) if 1 <= year < MAXYEAR else 1
            return from_date(_date(year, month, day), self.grain, self.time)
        days = count * (7 if unit in ("week", "weekend") else 1)
        return from_date(_later(self.first(), days), self.grain, self.time)

    def _shifted_years(self, count: int) -> Moment:
        if self.year is None:
            return self
        year = self.year + count
        if self.year < 0 <= year:
            year += 1  # there is no year 0
        elif year <= 0 < self.year:
            year -= 1
        moved = replace(self, year=year)
        if moved.grain in ("week", "weekend"):
            return replace(moved, week=min(self.week or 1, 52))
        if (moved.month, moved.day) == (2, 29) and 1 <= year < MAXYEAR:
            return replace(moved, day=monthrange(year, 2)[1])
        return moved


def from_date(day: date, grain: str = "day", time: str | None = None) -> Moment:
    """The period of a grain that holds a day."""
    if grain in ("week", "weekend"):
        year, week, _ = day.isocalendar()
        return Moment(grain, year, week=week)
    if grain == "half":
        return Moment(grain, day.year, part=1 if day.month < 7 else 2)
    if grain == "quarter":
        return Moment(grain, day.year, part=(day.month + 2) // 3)
    if grain == "season":
        part = SEASONS[(day.month // 3 - 1) % 4]
        return Moment(grain, day.year + (day.month == 12), part=part)
    if grain == "month":
        return Moment(grain, day.year, day.month)
    if grain in ("day", "time"):
        return Moment(grain, day.year, day.month, day.day, time=time)
    return Moment(grain, day.year)


def exists(year: int, month: int, day: int) -> bool:
    """Whether the calendar has that day."""
    if not 1 <= month <= 12:
        return False
    leap_safe = year if 1 <= year < MAXYEAR else 2000
    return 1 <= day <= monthrange(leap_safe, month)[1]


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth weekday (1–7) of a month; a negative nth counts from its end."""
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta(days=(last.isoweekday() - weekday) % 7 + 7 * (-nth - 1))


def easter(year: int) -> date:
    """Easter Sunday of the Western churches (the anonymous Gregorian algorithm, 1876)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def _month_after(year: int, month: int, count: int) -> tuple[int, int]:
    years, index = divmod(month - 1 + count, 12)
    return year + years, index + 1


def _date(year: int, month: int, day: int) -> date:
    if not 1 <= year < MAXYEAR:
        raise ValueError("beyond the calendar")
    return date(year, month, day)


def _later(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise ValueError("beyond the calendar") from None


def _two(number: int | None) -> str:
    return "XX" if number is None else f"{number:02d}"
