"""Who said what."""

from newsan.analyzers.quotes.analyzer import QuotesAnalyzer

__all__ = ["QuotesAnalyzer"]
