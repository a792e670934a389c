"""Sentences, tokens, tags, lemmas and dependencies of a document."""

from newsan.analyzers.language.layer import Language, LanguageModel

__all__ = ["Language", "LanguageModel"]
