"""Dates: time expressions found, read and resolved to TIMEX3 values."""

from newsan.analyzers.dates.analyzer import DatesAnalyzer

__all__ = ["DatesAnalyzer"]
