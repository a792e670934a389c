"""The gender of first names, and nicknames: what models/people.gz knows.

The file is baked by benchmarks/train_people.py; its card stands beside it.
"""

from __future__ import annotations

import gzip
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from newsan.rules import RuleSet

_BARE = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "’": "'"})


def bare(word: str) -> str:
    """Lower case without accents: the form in which names are compared."""
    word = word.lower()
    if word.isascii():
        return word
    split = unicodedata.normalize("NFKD", word.translate(_BARE))
    return "".join(c for c in split if not unicodedata.combining(c))


@cache
def _model() -> tuple[Mapping[str, str], Mapping[str, frozenset[str]]]:
    """First name → "f" or "m", and nickname → the given names it stands for."""
    packed = files("newsan.analyzers").joinpath("models", "people.gz").read_bytes()
    genders: dict[str, str] = {}
    stands_for: dict[str, set[str]] = {}
    for line in gzip.decompress(packed).decode().split("\n"):
        kind, *names = line.split(" ")
        if kind == "=":
            for nickname in names[1:]:
                stands_for.setdefault(nickname, set()).add(names[0])
        else:
            genders.update(dict.fromkeys(names, kind))
    return genders, {name: frozenset(given) for name, given in stands_for.items()}


class FirstNames:
    """First names as the model and the rules (`people.first-name`, which wins) know them."""

    def __init__(self, rules: RuleSet) -> None:
        entries = rules.lexicon("people.first-name").entries
        self._own = {bare(name): attributes.get("gender") for name, attributes in entries.items()}

    def gender(self, name: str) -> str | None:
        """ "f" or "m" for a first name (in its `bare` form), None when it is unknown or both."""
        if name in self._own:
            return self._own[name]
        genders = _model()[0]
        return genders.get(name) or genders.get(name.split("-")[0])

    def is_known(self, name: str) -> bool:
        """Whether the word is a first name at all."""
        return name in self._own or name in _model()[0]

    def same(self, one: str, other: str) -> bool:
        """Whether two given names may be one person's: equal, an initial, or a nickname."""
        if one == other:
            return True
        if len(one.rstrip(".")) == 1 or len(other.rstrip(".")) == 1:
            return one[0] == other[0]
        nicknames = _model()[1]
        formal, other_formal = nicknames.get(one, frozenset()), nicknames.get(other, frozenset())
        return one in other_formal or other in formal or not formal.isdisjoint(other_formal)
