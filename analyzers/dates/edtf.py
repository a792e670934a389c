"""TIMEX3 values as ISO 8601-2 (EDTF, the Library of Congress's profile, levels 0 to 2)."""

from __future__ import annotations

import re
from datetime import date

# Codes that stand where a month does: seasons 21–24, quarters 33–36, halves 40–41.
_PARTS = {"SP": 21, "SU": 22, "FA": 23, "WI": 24} | {f"Q{n}": 32 + n for n in range(1, 5)}
_PARTS |= {"H1": 40, "H2": 41}
_YEARS = re.compile(r"\d{1,4}")
_DAY = re.compile(r"(\d{4}|XXXX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?")
_PART = re.compile(r"(\d{4})-(SP|SU|FA|WI|Q[1-4]|H[12])")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(?:-(WE|[1-7]))?")
_BEFORE_CHRIST = re.compile(r"BC(\d{2,4})(.*)")
_CLOCK = re.compile(r"(\d\d):(\d\d)(?::(\d\d))?")
_LENGTH = re.compile(r"P(?!T?$)[\d.]*[YMWD]?[\d.MWD]*(?:T[\d.HMS]+)?")
_MARKS = {"APPROX": "~"}
_OPEN = {
    "BEFORE": "../{}",
    "ON_OR_BEFORE": "../{}",
    "AFTER": "{}/..",
    "ON_OR_AFTER": "{}/..",
}


def edtf(value: str, mod: str | None = None) -> str | None:
    """The EDTF form of a TIMEX3 value and its modifier.

    Weeks, which EDTF has no form for, become intervals of days; lengths stay as ISO 8601 writes
    them; None for what EDTF cannot say (PRESENT_REF, XXXX-WXX-5, sets, lengths without a number).
    """
    day, _, time = value.partition("T") if not value.startswith("P") else (value, "", "")
    form = _form(day)
    if form is None:
        return None
    clock = _CLOCK.fullmatch(time)
    if clock and _DAY.fullmatch(day) and "X" not in day:
        form += f"T{clock[1]}:{clock[2]}:{clock[3] or '00'}"
    if mod in _OPEN and "/" not in form:
        return _OPEN[mod].format(form)
    return form + _MARKS.get(mod or "", "") if "/" not in form and form[0] != "P" else form


def _form(value: str) -> str | None:
    if match := _BEFORE_CHRIST.fullmatch(value):
        return _before_christ(match[1], match[2])
    if _YEARS.fullmatch(value):
        return value.ljust(4, "X")
    if match := _PART.fullmatch(value):
        return f"{match[1]}-{_PARTS[match[2]]}"
    if match := _WEEK.fullmatch(value):
        return _week(int(match[1]), int(match[2]), match[3])
    if _DAY.fullmatch(value):
        return None if set(value) <= {"X", "-"} else value
    if _LENGTH.fullmatch(value) and "X" not in value:
        return value
    return None


def _before_christ(year: str, rest: str) -> str | None:
    """1 BC is the year 0000; rounded years can't be shifted by one."""
    if len(year) < 4 or (rest and not re.fullmatch(r"(-\d\d){1,2}", rest)):
        return None
    return f"-{int(year) - 1:04d}{rest}" if int(year) > 1 else f"0000{rest}"


def _week(year: int, week: int, part: str | None) -> str | None:
    try:
        if part and part != "WE":
            return date.fromisocalendar(year, week, int(part)).isoformat()
        first = date.fromisocalendar(year, week, 6 if part else 1)
        return f"{first}/{date.fromisocalendar(year, week, 7)}"
    except ValueError:
        return None
