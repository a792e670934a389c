"""What the language layer knows of English: the `language` lexicons of a rule set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from newsan.rules import RuleSet, load

Lexicon = Mapping[str, Mapping[str, Any]]


class Knowledge:
    """The `language.*` lexicons by their last name: phrase → attributes.

    Text has to be cut into words whatever rules are in force: without rules, or with rules that
    leave the `language` pack out, the built-in pack is read.
    """

    def __init__(self, rules: RuleSet | None = None) -> None:
        self._rules = rules if rules and next(rules.lexicons("language"), None) else load()

    def __getitem__(self, name: str) -> Lexicon:
        return self._rules.lexicon(f"language.{name}").entries
