"""One row a thing: the names of an article put into groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from newsan.analyzers.document import Document
from newsan.analyzers.entities.first_names import FirstNames, bare
from newsan.analyzers.entities.groups import Group
from newsan.analyzers.entities.person_names import PersonNames
from newsan.analyzers.entities.persons import PersonGrouper
from newsan.analyzers.entities.recognize import Name
from newsan.analyzers.entities.short_names import PERSON, PLACES, ShortNames, abbreviates
from newsan.analyzers.entities.things import ThingGrouper
from newsan.analyzers.language import Language
from newsan.rules import RuleSet

RULE = "people.alias"


class Grouper:
    """Puts the names of an article into groups, one for each thing."""

    def __init__(self, rules: RuleSet, first_names: FirstNames, names: PersonNames) -> None:
        self._names = names
        self._first_names = first_names
        self._short_names = ShortNames(rules)
        self._persons = PersonGrouper(names, first_names, self._short_names)
        self._things = ThingGrouper(rules, self._short_names)

    def group(self, names: Sequence[Name], document: Document, language: Language) -> list[Group]:
        """The groups, in the order of their first mentions; their members in order."""
        names = [*names, *_defined(names, language)]
        names = self._agreed(_in_order(names), document)
        personal = [self._bare(n, document, language) for n in names if n.type == PERSON]
        titled = [(name, self._gender_before(name, language)) for name in personal]
        persons, left = self._persons.group(titled, document)
        others = [name for name in names if name.type != PERSON]
        groups = persons + self._things.group(_in_order([*others, *left]), language)
        return sorted(groups, key=lambda group: group.members[0].start)

    def _gender_before(self, name: Name, language: Language) -> str | None:
        """What the title before a name says of the gender: "Mrs." in "Mrs. Lee"."""
        if name.first == 0:
            return None
        return self._names.title_gender(language.tokens[name.first - 1].folded)

    def _bare(self, name: Name, document: Document, language: Language) -> Name:
        """A personal name without the titles that were taken for a part of it."""
        parsed = self._names.parse(document.shadow[name.start : name.end])
        start = name.start + parsed.start
        first = language.token_at(start)
        if first == name.first or language.tokens[first].start != start:
            return name
        return replace(name, start=start, first=first)

    def _agreed(self, names: list[Name], document: Document) -> list[Name]:
        """The names with the types that the article and the rules settle, whatever they were
        taken for: a first name with a surname that the article knows is a person's, and so is
        what the rules call a person's other name; a legal form makes an organisation."""
        persons = {
            bare(document.shadow[name.start : name.end]) for name in names if name.type == PERSON
        }
        return [replace(name, type=self._type(name, persons, document)) for name in names]

    def _type(self, name: Name, persons: set[str], document: Document) -> str:
        text = document.shadow[name.start : name.end]
        words = bare(text).split(" ")
        is_full = len(words) == 2 and words[1] in persons
        if is_full and self._first_names.is_known(words[0]):
            return PERSON
        if self._short_names.canonical(text, person=True):
            return PERSON
        if name.type in PLACES and len(words) > 1 and self._short_names.has_legal_form(words[-1:]):
            return "ORG"
        return name.type


def _defined(names: Sequence[Name], language: Language) -> list[Name]:
    """Names missed so far: each acronym that a name defines in brackets, wherever it stands."""
    tokens = language.tokens
    taken = {token for name in names for token in range(name.first, name.last)}
    defined: dict[str, Name] = {}
    for name in names:
        after = tokens[name.last : name.last + 3]
        if len(after) == 3 and after[0].text == "(" and after[2].text == ")":
            full = language.document.text[name.start : name.end]
            if name.last + 1 not in taken and abbreviates(after[1].text, full):
                defined[after[1].text] = name
    if not defined:
        return []
    return [
        replace(
            defined[token.text], start=token.start, end=token.end, first=i, last=i + 1, rule=RULE
        )
        for i, token in enumerate(tokens)
        if token.text in defined and i not in taken
    ]


def _in_order(names: Iterable[Name]) -> list[Name]:
    return sorted(names, key=lambda name: (name.start, name.end))
