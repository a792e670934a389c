"""The inflected forms of English words, by spelling rules and a table of irregular ones.

The tables and the endings stand in `packs/inflection.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class Inflector:
    """`verbs` maps a verb to its irregular past and participle, `nouns` to an irregular plural;
    `doubling` lists the verbs of more than one syllable that double their last consonant."""

    verbs: Mapping[str, Sequence[str]]
    nouns: Mapping[str, str]
    doubling: frozenset[str]

    def forms(self, phrase: str, kind: str) -> tuple[str, ...]:
        """All forms of a verb or noun, its base form first.

        Of a phrase, a verb's first word is inflected ("lash out at"), a noun's last one
        ("point of view" needs its plural spelled out).
        """
        words = phrase.split(" ")
        if kind == "verb":
            tail = "".join(" " + word for word in words[1:])
            return tuple(form + tail for form in self._verb(words[0]))
        head = "".join(word + " " for word in words[:-1])
        return tuple(head + form for form in self._noun(words[-1]))

    def _verb(self, base: str) -> list[str]:
        stem = base + base[-1] if self._doubles(base) else base
        past = _past(base, stem)
        forms = [base, _with_s(base), *self.verbs.get(base, [past]), _gerund(base, stem)]
        return list(dict.fromkeys(forms))

    def _noun(self, base: str) -> list[str]:
        return [base, self.nouns.get(base) or _with_s(base)]

    def _doubles(self, base: str) -> bool:
        if base in self.doubling:
            return True
        short = sum(letter in _VOWELS for letter in base) == 1
        return (
            short
            and len(base) >= 3
            and base[-1] not in _VOWELS
            and base[-1] not in "wxy"
            and base[-2] in _VOWELS
            and base[-3] not in _VOWELS
        )


def _with_s(base: str) -> str:
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ies"
    return base + "s"


def _past(base: str, stem: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ied"
    return stem + "ed"


def _gerund(base: str, stem: str) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return base[:-1] + "ing"
    return stem + "ing"
