"""Who stands where towards whom, in what light people are shown, and marked words."""

from newsan.analyzers.stance.analyzer import StanceAnalyzer

__all__ = ["StanceAnalyzer"]
