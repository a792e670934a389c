"""What the language layer knows of English: the lexicons of the `language` pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

Lexicon = Mapping[str, Mapping[str, Any]]

_LEXICONS = (
    "abbreviation",
    "not-initial",
    "sentence-starter",
    "clitic",
    "contraction",
    "elision",
    "prefix",
    "number-suffix",
    "unit",
    "currency",
    "domain",
    "title-small",
)


@dataclass(frozen=True)
class Knowledge:
    """The `language.*` lexicons by their last name: phrase → attributes."""

    lexicons: Mapping[str, Lexicon]

    def __getitem__(self, name: str) -> Lexicon:
        return self.lexicons[name]


def load_knowledge() -> Knowledge:
    """Read the built-in `language` pack."""
    import yaml

    text = files("newsan.rules").joinpath("packs", "language.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    pack = yaml.load(text, Loader=loader)
    found = {lexicon["id"]: _words(lexicon["words"]) for lexicon in pack["lexicons"]}
    return Knowledge({name: found[f"language.{name}"] for name in _LEXICONS})


def _words(words: list[str] | dict[str, dict[str, Any]]) -> Lexicon:
    return words if isinstance(words, dict) else {word: {} for word in words}
