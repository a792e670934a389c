"""Lengths of time and sets: number and unit → the TIMEX3 value of a DURATION or SET."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

# Unit of the lexicons → (letter, how many of it, whether it stands after the T).
_CODES = {
    "S": ("S", 1, True),
    "MIN": ("M", 1, True),
    "H": ("H", 1, True),
    "D": ("D", 1, False),
    "W": ("W", 1, False),
    "WE": ("WE", 1, False),
    "M": ("M", 1, False),
    "Q": ("Q", 1, False),
    "Y": ("Y", 1, False),
    "DE": ("Y", 10, False),
    "CE": ("Y", 100, False),
    "ML": ("Y", 1000, False),
}
_VAGUE = {"DE": "PXDE", "CE": "PXCE", "ML": "PXML"}
# What half a unit is in the next smaller one.
_HALF = {"Y": (6, "M"), "H": (30, "MIN"), "MIN": (30, "S"), "D": (12, "H")}
_GLUED = re.compile(r"(\d+(?:\.\d)?)(.+)")

GRAIN = {
    "D": "day",
    "W": "week",
    "WE": "weekend",
    "M": "month",
    "Q": "quarter",
    "SEASON": "season",
    "Y": "year",
    "DE": "decade",
    "CE": "century",
    "ML": "millennium",
}
"""The grain of a unit; hours and less have none."""


def duration(features: Mapping[str, Any], glued: Mapping[str, Mapping[str, Any]]) -> str:
    """The value of a length. `glued` has the units that may be written on to a figure."""
    number, unit = amount(features, glued)
    first = value(number, unit)
    if "number-2" not in features:
        return first
    return _joined(first, value(features["number-2"], str(features["unit-2"])))


def amount(
    features: Mapping[str, Any], glued: Mapping[str, Mapping[str, Any]]
) -> tuple[float | None, str]:
    """How many of which unit; None is any number."""
    if match := _GLUED.fullmatch(str(features.get("glued", ""))):
        return float(match[1]), str(glued[match[2]]["unit"])
    vague = "vague" in features or "plural" in features
    number = features.get("number", None if vague else 1)
    if number is not None:
        number = (float(number) + features.get("plus", 0)) * features.get("times", 1)
    return number, str(features["unit"])


def value(number: float | None, unit: str) -> str:
    """TIMEX3's way to write a number of units."""
    letter, size, timed = _CODES[unit]
    prefix = "PT" if timed else "P"
    if number is None:
        return _VAGUE.get(unit, f"{prefix}X{letter}")
    whole = int(number * size)
    if number * size == whole:
        return f"{prefix}{whole}{letter}"
    if number - whole == 0.5 and unit in _HALF:
        half = value(*_HALF[unit])
        return _joined(f"{prefix}{whole}{letter}", half) if whole else half
    return f"{prefix}{number * size:g}{letter}"


def _joined(one: str, two: str) -> str:
    """P1Y and P6M → P1Y6M; PT2H and PT15M → PT2H15M; P1D and PT12H → P1DT12H."""
    if one.startswith("PT") and two.startswith("PT"):
        return one + two[2:]
    return one + two[1:]


def recurring(features: Mapping[str, Any]) -> tuple[str, str | None]:
    """The value of a SET and how often it happens in that time (`freq`, as 2X), if said."""
    freq = features.get("times")
    often = f"{int(freq)}X" if isinstance(freq, float) else None
    part = f"T{features['part']}" if "part" in features else ""
    if "weekday" in features:
        return f"XXXX-WXX-{features['weekday']}{part}", often
    if "month" in features:
        return f"XXXX-{features['month']:02d}", often
    if "season" in features:
        return f"XXXX-{features['season']}", often
    if part:
        return part, often
    if "clock" in features:
        return f"T{features['clock']}", often
    if features.get("unit") == "WE":
        return "XXXX-WXX-WE", often
    number = features.get("number", 1)
    if "other" in features:
        number = 2
    return value(number, str(features["unit"])), often
