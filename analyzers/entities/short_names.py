"""What the names of organisations, places and other things may be called for short."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsan.analyzers.entities.first_names import bare
from newsan.rules import RuleSet

PERSON = "PERSON"
PLACES = frozenset({"GPE", "LOC"})
SHORTER = "shorter name"
LAST_WORD = "last word of the name"

_ACRONYM = re.compile(r"[A-Z](?:[a-z]?[A-Z&.0-9-]){1,7}s?")
_ACRONYM_LENGTH = 4
_SPLIT = re.compile(r"[\s,/]+")
_AROUND = "\"'()"  # marks that cling to a name
_MODIFIERS = ("entities.country", "entities.country.acronym", "entities.demonym")

#: Another name → the canonical name, and whether it is a person's.
_Aliases = dict[str, tuple[str, bool]]


class ShortNames:
    """Names as words, and the shorter names that each may have; built from the rules."""

    def __init__(self, rules: RuleSet) -> None:
        self._small = set(rules.setting("people.small-words"))
        self._legal_forms = set(rules.lexicon("people.legal-form").entries)
        self._designators = self._legal_forms | set(rules.lexicon("people.designator").entries)
        self._heads = set(rules.lexicon("entities.head.organization").entries)
        self._polities = set(rules.lexicon("entities.head.polity").entries)
        self._spelling = {w: a["as"] for w, a in rules.lexicon("people.spelling").entries.items()}
        self._modifiers = {bare(w) for id in _MODIFIERS for w in rules.lexicon(id).entries}
        wholes = ("entities.seat-of-power", "people.whole")
        self.whole = {bare(w) for id in wholes for w in rules.lexicon(id).entries}
        self.in_context = {
            bare(word): str(attributes["short_of"])
            for word, attributes in rules.lexicon("people.short").entries.items()
        }
        self._folded, self._exact = _aliases(rules)

    def canonical(self, text: str, *, person: bool = False) -> str:
        """The name that the rules give a thing (or a person) of this name; "" when they say
        nothing."""
        name, is_person = self._exact.get(text) or self._folded.get(bare(text)) or ("", person)
        return name if person == is_person else ""

    def words(self, text: str, type_: str = "") -> tuple[str, ...]:
        """A name's words in bare form; of a place only what stands before a comma."""
        name = text.split(", ", 1)[0] if type_ in PLACES else text  # Irving, Texas
        spelled = (_spelled(word) for word in _SPLIT.split(name) if word)
        return tuple(self._spelling.get(word, word) for word in spelled)

    def shorter(self, words: Sequence[str], type_: str) -> Iterator[tuple[str, str]]:
        """What a name may be called for short, each with the reason."""
        if type_ in PLACES:
            if len(words) > 2 and words[0] in self._polities and words[1] in self._small:
                yield " ".join(words[2:]), "without its kind"
            return
        plain = [word for word in words if word not in self._designators]
        if 0 < len(plain) < len(words):
            yield " ".join(plain), "without its kind"
        for cut in range(1, len(words)):
            yield from self._cut(words[:cut], words[cut:])

    def has_legal_form(self, words: Sequence[str]) -> bool:
        """Whether a name says that it is a company's ("Inc.")."""
        return not self._legal_forms.isdisjoint(words)

    def initials(self, words: Sequence[str]) -> set[str]:
        """The acronyms that a name of several words may have, in small letters."""
        parts = [part for word in words for part in word.split("-") if part]
        big = [part for part in parts if part not in self._small]
        plain = [part for part in big if part not in self._designators]
        return {"".join(p[0] for p in some) for some in (parts, big, plain) if len(some) > 1}

    def _cut(self, before: Sequence[str], rest: Sequence[str]) -> Iterator[tuple[str, str]]:
        """The short names that one cut gives: its front ("the Church" of Scientology), or its end
        without what stands before ("the Indonesian Navy", "the Boston Red Sox")."""
        if rest[0] in self._small:
            if before[-1] in self._heads:
                yield " ".join(before), SHORTER
        elif before[-1] not in self._small:
            if " ".join(before) in self._modifiers:
                yield " ".join(rest), "without its country"
            else:
                kept = len(rest) > 1 or rest[0] in self._heads
                yield " ".join(rest), SHORTER if kept else LAST_WORD


def is_acronym(text: str) -> bool:
    """Whether a name looks like an acronym: WHO, U.N., MoD."""
    return _ACRONYM.fullmatch(text) is not None


def ordinary(name: str) -> str:
    """A name that stands in capitals only, in ordinary ones; short ones may be acronyms."""
    return name.title() if name.isupper() and len(name) > _ACRONYM_LENGTH else name


def abbreviates(short: str, full: str) -> bool:
    """Whether a bracketed acronym has the full name's first letter and its letters in order."""
    letters = iter(full.lower())
    return (
        is_acronym(short)
        and short[0].lower() == full[0].lower()
        and all(letter in letters for letter in short.lower() if letter.isalnum())
    )


def _spelled(word: str) -> str:
    """A word in its bare form, without the dots of an abbreviation."""
    word = bare(word.strip(_AROUND))
    return word.replace(".", "") if word.count(".") > 1 else word


def _aliases(rules: RuleSet) -> tuple[_Aliases, _Aliases]:
    """Every lexicon's `alias_of`: without and with regard to case.

    The names that a user gives (`entities.name`) win over all others.
    """
    folded: _Aliases = {}
    exact: _Aliases = {}
    given = rules.lexicon("entities.name")
    for lexicon in (*rules.lexicons("entities"), *rules.lexicons("people"), given):
        for phrase, attributes in lexicon.entries.items():
            if "alias_of" in attributes:
                table = exact if lexicon.exact_case else folded
                key = phrase if lexicon.exact_case else bare(phrase)
                is_person = attributes.get("type") == PERSON
                table[key] = (str(attributes["alias_of"]), is_person)
    return folded, exact
