"""Dates: time expressions found, read and resolved to TIMEX3 values."""

from newsan.analyzers.dates.analyzer import DatesAnalyzer
from newsan.analyzers.dates.edtf import edtf
from newsan.analyzers.dates.timeml import timeml

__all__ = ["DatesAnalyzer", "edtf", "timeml"]
