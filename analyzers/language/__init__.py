"""Sentences, tokens, tags, lemmas and dependencies of a document."""

from newsan.analyzers.language.layer import Language, LanguageModel
from newsan.analyzers.language.tree import Tree

__all__ = ["Language", "LanguageModel", "Tree"]
