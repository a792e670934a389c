"""`--date-style edtf`: the values of dates as ISO 8601-2 has them."""

from __future__ import annotations

from dataclasses import replace

from newsan.analyzers.dates.edtf import edtf
from newsan.analyzers.report import Report


def in_edtf(report: Report) -> Report:
    """The report with the values of its dates as EDTF; what EDTF can't say stays TIMEX3."""
    if "dates" not in report.layers:
        return report
    dates = tuple(replace(d, value=edtf(d.value, d.mod) or d.value) for d in report.dates)
    return replace(report, layers={**report.layers, "dates": dates})
