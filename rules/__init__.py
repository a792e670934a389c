"""The knowledge of newsan: loader, schema, compiler and checker of rule files."""

from newsan.rules.model import Example, Frame, Lexicon, Location, Pattern, Rule, RuleSet

__all__ = ["Example", "Frame", "Lexicon", "Location", "Pattern", "Rule", "RuleSet"]
