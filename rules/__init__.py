"""The knowledge of newsan: loader, schema, compiler and checker of rule files."""

from newsan.rules.loader import load
from newsan.rules.matcher import Capture, Match, PatternMatcher, best
from newsan.rules.model import Example, Frame, Lexicon, Location, Pattern, Rule, RuleSet
from newsan.rules.phrases import Hit, PhraseMatcher
from newsan.rules.problems import Problem, RuleError

__all__ = [
    "Capture",
    "Example",
    "Frame",
    "Hit",
    "Lexicon",
    "Location",
    "Match",
    "Pattern",
    "PatternMatcher",
    "PhraseMatcher",
    "Problem",
    "Rule",
    "RuleError",
    "RuleSet",
    "best",
    "load",
]
