"""Persons' names taken apart: title, given names, surname, suffix."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsan.analyzers.entities.first_names import FirstNames, bare
from newsan.rules import RuleSet

_WORD = re.compile(r"[^\s,()\"]+")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name. `words` are all its words in their bare form, without titles; `given`
    those before the surname, `surname` those from its first particle on. `start` and `end` are
    the offsets of the bare name in the text that was parsed; `gender` is what its title says;
    `is_several` when it names two people ("Ann and Robert Lee")."""

    words: tuple[str, ...]
    given: tuple[str, ...]
    surname: str
    suffix: str
    start: int
    end: int
    gender: str | None
    is_several: bool = False

    @property
    def is_full(self) -> bool:
        """Whether a given name stands before the surname."""
        return bool(self.given)


class PersonNames:
    """Takes names apart by what the rules know of titles, particles and suffixes."""

    def __init__(self, rules: RuleSet, first_names: FirstNames) -> None:
        self._first_names = first_names
        self._honorifics = rules.lexicon("people.honorific").entries
        self._roles = rules.lexicon("people.role").entries
        self._titles = rules.lexicon("entities.title").entries
        self._particles = rules.lexicon("people.particle").entries
        self._suffixes = {w.rstrip(".") for w in rules.lexicon("entities.name-suffix").entries}
        self._joiners = set(rules.setting("people.joiners"))
        self._prepositions = set(rules.setting("people.role-prepositions"))
        self._parsed: dict[str, PersonName] = {}

    def parse(self, text: str) -> PersonName:
        """The parts of a name; `text` has straight marks (a slice of the shadow)."""
        if text not in self._parsed:
            if len(self._parsed) > 10_000:  # a batch of articles; names seldom come back
                self._parsed.clear()
            self._parsed[text] = self._parse(text)
        return self._parsed[text]

    def title_gender(self, word: str) -> str | None:
        """What a title or a role noun before a name says of the person's gender."""
        folded = word.lower()
        known = self._honorifics.get(folded) or self._roles.get(folded) or {}
        gender: str | None = known.get("gender")
        return gender

    def particleless(self, surname: str) -> str:
        """A surname without the small words and the Arabic article before it."""
        words = [w for w in re.split(r"[ -]", surname) if w not in self._particles]
        return " ".join(words) or surname

    def _parse(self, text: str) -> PersonName:
        comma = text.find(",")
        body = text[:comma] if comma > 0 and not self._is_suffix(text[comma + 1 :]) else text
        pieces = [m.span() for m in _WORD.finditer(body)]
        words = [body[s:e] for s, e in pieces]
        stop = self._stop(words)
        words, pieces = words[:stop], pieces[:stop]
        first = self._after_titles(words)
        gender = next(filter(None, map(self.title_gender, reversed(words[:first]))), None)
        last = len(words)
        suffix = ""
        if last - first > 1 and self._is_suffix(words[-1]):
            suffix = words[-1].lower().rstrip(".")
            last -= 1
        bares = tuple(bare(word).strip("'") for word in words[first:last]) or ("",)
        cut = self._surname_at(bares)
        if cut == 0 and len(bares) > 1 and self._is_given(words[first]):
            cut = 1
        start, end = (pieces[first][0], pieces[-1][0] + len(words[-1])) if words else (0, len(text))
        surname = " ".join(bares[cut:])
        several = not self._joiners.isdisjoint(bares)
        return PersonName(bares, bares[:cut], surname, suffix, start, end, gender, several)

    def _stop(self, words: list[str]) -> int:
        """Where a name ends: "Ann Lee of Salem" ends before "of", "Joan of Arc" doesn't."""
        for i in range(2, len(words)):
            if words[i] in self._prepositions:
                return i
        return len(words)

    def _is_suffix(self, text: str) -> bool:
        return text.strip().lower().rstrip(".") in self._suffixes

    def _after_titles(self, words: list[str]) -> int:
        """Where the name begins: after the last title, unless that is the first name itself."""
        first = 0
        for i, word in enumerate(words[:-1]):
            if self._is_title(word) and not (i == 0 and self._is_first_name(word)):
                first = i + 1
        return first

    def _is_title(self, word: str) -> bool:
        folded = word.lower()
        return folded in self._honorifics or folded in self._roles or folded in self._titles

    def _is_first_name(self, word: str) -> bool:
        """Dean Smith, Earl Warren: words that are titles too."""
        return bool(self._roles.get(word.lower(), {}).get("first_name"))

    def _is_given(self, word: str) -> bool:
        """Al Gore, Ben Carson, Van Jones: first names that are particles in other names."""
        return word[0].isupper() and self._first_names.is_known(bare(word))

    def _surname_at(self, words: tuple[str, ...]) -> int:
        """The index of the surname's first word: its last one, or the particles before that."""
        cut = len(words) - 1
        while cut > 0 and words[cut - 1] in self._particles:
            cut -= 1
        return cut
